//! The clinic: training programs with a known mistake, and what is seen of it.
//!
//! - [`place`]: the functions of a training program, and the mistakes that each can make.
//! - [`program`]: the training program that is made of them; [`digits`]: what it learns from.
//! - [`run`]: a learning curve; [`gradient_check`]: the check of a program by itself.
//! - [`symptom`]: what is seen of a mistake, beside the right program.
//! - [`examination`]: experiments on a program; [`matrix`]: which tells what apart; [`suspect`]:
//!   what may be wrong, when some of them have been made.
//! - [`case`], [`record`], [`cli`]: hidden mistakes to be found, step by step.
//!
//! A mistake is made by the imitation by which the judge knows it, so nothing here describes one.

pub mod case;
pub mod cli;
pub mod digits;
pub mod examination;
pub mod gradient_check;
pub mod matrix;
pub mod place;
pub mod program;
pub mod record;
pub mod run;
pub mod suspect;
pub mod symptom;
