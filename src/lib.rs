//! Backpropagation, line by line.
//!
//! A network of sigmoid neurons, the four equations that find the gradient of its cost, and what
//! it takes to read handwritten digits with them. Each module is a chapter of the book in
//! `book/`; read them in this order:
//!
//! | chapter | module | what it adds |
//! |---|---|---|
//! | 1 | [`network`] | σ, layers, the forward pass |
//! | 2 | [`cost`] | the quadratic cost, and what a gradient is for |
//! | 3 | [`per_sample`] | BP1, BP2, BP3, BP4 and backpropagation for one sample |
//! | 4 | [`gradient_check`], [`dual`] | two independent ways to the same gradient |
//! | 5 | [`sgd`], [`score`], [`training`] | steps, epochs, and watching them |
//! | 6 | [`mini_batch`] | the four equations for a whole mini-batch at once |
//! | 6 | [`lanes`], [`forms`], [`roofline`] | the same at the speed of the machine |
//! | 7 | [`cross_entropy`] | a cost that makes BP1 lose its σ′ |
//! | 8 | [`l2`] | a price on large weights |
//! | 9 | [`data`], [`model_file`] | digits from files, drawn digits, networks on disk |
//! | 9 | [`files`] | what a file can be besides a file |
//!
//! # Notation
//!
//! | here | in the text | meaning |
//! |---|---|---|
//! | `weights`, `biases` | w^l, b^l | parameters of layer l |
//! | `z` | z^l | weighted inputs, w^l a^(l−1) + b^l |
//! | `activation` | a^l | σ(z^l); a^1 is the input x, a^L the output |
//! | `delta` | δ^l | ∂C/∂z^l |
//! | `nabla_w`, `nabla_b` | ∂C/∂w^l, ∂C/∂b^l | the gradient |
//! | `eta`, `lambda` | η, λ | learning rate, strength of regularisation |
//! | `n`, `m` | n, m | samples in the training set, in a mini-batch |
//!
//! Layers are counted from 1, the input, to L, the output. The input has no weights, so
//! `layers[0]` is layer 2.
//!
//! # Shapes
//!
//! Weights are (n_out, n_in), biases (n_out). A mini-batch is a matrix whose *columns* are the
//! samples, (n_in, m): then w · x means the same for one sample and for many. In memory a sample
//! is contiguous; the matrix is the transposed view of one with a sample per row.
//!
//! # Example
//!
//! ```
//! use backprop::cost::Cost;
//! use backprop::network::{Initialiser, Network};
//! use backprop::per_sample::backprop;
//! use ndarray::array;
//! use rand::SeedableRng;
//!
//! let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
//! let network = Network::<f64>::new(&[3, 4, 2], Initialiser::Scaled, &mut rng);
//! let (x, y) = (array![0.1, 0.7, 0.2], array![0.0, 1.0]);
//!
//! let gradient = backprop(&network, Cost::Quadratic, x.view(), y.view());
//! assert_eq!(gradient[0].nabla_w.dim(), (4, 3));
//! assert_eq!(gradient[1].nabla_b.dim(), 2);
//! ```

// Linked in, never called by name: it is what ndarray's products then call.
#[cfg(feature = "blas")]
extern crate blas_src as _;

pub mod cost;
pub mod cross_entropy;
pub mod data;
pub mod dual;
pub mod files;
pub mod forms;
pub mod gradient_check;
pub mod l2;
pub mod lanes;
pub mod mini_batch;
pub mod model_file;
pub mod network;
pub mod per_sample;
pub mod roofline;
pub mod score;
pub mod sgd;
pub mod training;
