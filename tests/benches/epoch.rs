//! `cargo bench --bench epoch`: the time of one epoch of 10,000 drawn digits, form by form.

mod forms;

use backprop::data::Splits;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use forms::{Form, MINI_BATCH_SIZES};

fn epochs(criterion: &mut Criterion) {
    let data = Splits::embedded().training;
    let mut group = criterion.benchmark_group("epoch [784, 30, 10]");
    group.sample_size(10).throughput(Throughput::Elements(data.len() as u64));
    for m in MINI_BATCH_SIZES {
        for form in Form::ALL {
            group.bench_function(
                BenchmarkId::new(format!("{}, f32", form.name()), m),
                |b| {
                    b.iter(|| form.epoch::<f32>(&data, m));
                },
            );
            group.bench_function(
                BenchmarkId::new(format!("{}, f64", form.name()), m),
                |b| {
                    b.iter(|| form.epoch::<f64>(&data, m));
                },
            );
        }
    }
}

criterion_group!(benches, epochs);
criterion_main!(benches);
