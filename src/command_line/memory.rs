//! How much memory a command is going to need, before it takes any.

use anyhow::{Result, bail};
use backprop::forms::Form;
use sysinfo::{MemoryRefreshKind, RefreshKind, System};
#[cfg(unix)]
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate};

use super::numbers::{grouped, shown};

/// What is counted: a layer's numbers by its weights, a sample's by its neurons.
#[derive(Clone)]
pub struct Need {
    sizes: Vec<usize>,
    bytes: f64,
}

impl Need {
    /// For a network of `sizes`, whose arrays and lists take some room by themselves.
    pub fn of(sizes: &[usize]) -> Self {
        Need { sizes: sizes.to_owned(), bytes: 4096.0 * sizes.len() as f64 }
    }

    /// So many copies of all weights and biases, at so many bytes a number.
    pub fn parameters(mut self, copies: f64, bytes: usize) -> Self {
        let layers =
            self.sizes.windows(2).map(|pair| pair[1] as f64 * (1.0 + pair[0] as f64));
        self.bytes += copies * bytes as f64 * layers.sum::<f64>();
        self
    }

    /// So many copies of the inputs and of the neurons of all layers, for m samples.
    pub fn samples(mut self, m: usize, inputs: f64, neurons: f64, bytes: usize) -> Self {
        let behind = self.sizes[1..].iter().map(|&n| n as f64).sum::<f64>();
        let each = inputs * self.sizes[0] as f64 + neurons * behind;
        self.bytes += m as f64 * each * bytes as f64;
        self
    }

    /// Training in `form` by mini-batches of `m`, at so many bytes a number.
    pub fn training(self, form: Form, m: usize, bytes: usize) -> Self {
        match form {
            // Panels of 16 are filled up. Pixels are fetched before they become numbers.
            Form::Lanes => {
                let filled = |n: &usize| n.checked_next_multiple_of(16).unwrap_or(*n);
                let mut panels =
                    Need { sizes: self.sizes.iter().map(filled).collect(), ..self };
                panels = panels.parameters(1.0, bytes).samples(m, 1.25, 2.0, bytes);
                Need { sizes: self.sizes, ..panels }
            }
            // The gradient, and room for activations and errors.
            Form::Workspace => self.parameters(1.0, bytes).samples(m, 1.0, 3.0, bytes),
            // The old gradient beside the new; the matrices of a pass and of what is in between.
            Form::Plain => self.parameters(2.0, bytes).samples(m, 2.0, 4.0, bytes),
            Form::PerSample => self.parameters(2.0, bytes).samples(m, 1.0, 1.0, bytes),
        }
    }

    /// Scoring, which takes 500 samples at a time on every core.
    pub fn scoring(self, bytes: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        self.samples(500 * cores, 1.0, 2.0, bytes)
    }

    /// Saving: all numbers as lists of f64.
    pub fn saving(self) -> Self {
        self.parameters(1.1, size_of::<f64>())
    }

    /// # Errors
    /// If this machine, or what it allows this program, has less.
    pub fn check(self) -> Result<()> {
        let available = available();
        if self.bytes > available {
            bail!(
                "a network of sizes {} needs {} of memory for this, {} are available; make \
                 --hidden or --mini-batch-size smaller",
                shown(&self.sizes),
                amount(self.bytes),
                amount(available)
            );
        }
        Ok(())
    }
}

fn amount(bytes: f64) -> String {
    match bytes / 1e6 {
        mega if mega < 1e5 => format!("{} MB", grouped(mega.ceil() as usize)),
        mega => format!("{:.3e} MB", mega),
    }
}

/// What the machine, a container and `ulimit -v` leave, whichever is least.
fn available() -> f64 {
    let memory =
        RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram());
    let mut available = f64::INFINITY;
    // Where the machine cannot be asked, it will have to be found out.
    if let Ok(system) = System::new_with_specifics(memory) {
        available = system.available_memory() as f64;
        if let Some(container) = system.cgroup_limits() {
            available = available.min(container.total_memory as f64);
        }
    }
    #[cfg(unix)]
    if let Some(limit) = rustix::process::getrlimit(rustix::process::Resource::As).current
    {
        available = available.min(limit as f64 - address_space());
    }
    available
}

/// What `ulimit -v` counts already: this program, and what the threads of all cores reserve, a
/// stack and a heap each.
#[cfg(unix)]
fn address_space() -> f64 {
    const OF_THREAD: f64 = 66e6;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    virtual_memory().unwrap_or_default() as f64 + threads as f64 * OF_THREAD
}

/// Of this program, if the system tells.
#[cfg(unix)]
fn virtual_memory() -> Option<u64> {
    let this = sysinfo::get_current_pid().ok()?;
    let mut system = System::new().ok()?;
    system.refresh_processes_specifics(
        ProcessesToUpdate::Some(&[this]),
        false,
        ProcessRefreshKind::nothing().with_memory(),
    );
    Some(system.process(this)?.virtual_memory())
}
