//! `cargo bench --bench epoch`: the time of one epoch of 10,000 drawn digits, form by form.

use std::ops::ControlFlow;

use backprop::cost::Cost;
use backprop::data::{DataSet, Splits};
use backprop::forms::{Form, Precision};
use backprop::network::{Initialiser, Network};
use backprop::sgd::{EpochOf, HyperParameters};
use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
};
use num_traits::AsPrimitive;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn epochs(criterion: &mut Criterion) {
    let data = Splits::embedded().training;
    let mut group = criterion.benchmark_group("epoch [784, 30, 10]");
    group.sample_size(10).throughput(Throughput::Elements(data.len() as u64));
    for m in [1, 10, 100, 1000] {
        for form in Form::ALL {
            time::<f32>(&mut group, form, "f32", &data, m);
            time::<f64>(&mut group, form, "f64", &data, m);
        }
    }
}

fn time<F: Precision>(
    group: &mut BenchmarkGroup<WallTime>,
    form: Form,
    precision: &str,
    data: &DataSet<u8>,
    m: usize,
) where
    u8: AsPrimitive<F>,
{
    if let Some(mut epoch) = form.epoch::<F>() {
        let id = BenchmarkId::new(format!("{}, {precision}", form.name()), m);
        group.bench_function(id, |bencher| bencher.iter(|| run(&mut *epoch, data, m)));
    }
}

fn run<F: Precision>(epoch: &mut EpochOf<F>, data: &DataSet<u8>, m: usize) {
    let hyper = HyperParameters {
        cost: Cost::CrossEntropy,
        epochs: 1,
        mini_batch_size: m,
        eta: 0.1,
        lambda: 1.0,
        early_stop: None,
    };
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut network = Network::new(&[784, 30, 10], Initialiser::Scaled, &mut rng);
    let order: Vec<usize> = (0..data.len()).collect();
    let go_on = &mut |_| ControlFlow::Continue(());
    assert!(epoch(&mut network, data, &order, &hyper, go_on).is_continue());
}

criterion_group!(benches, epochs);
criterion_main!(benches);
