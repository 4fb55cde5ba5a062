//! The command line: `backprop` trains a network that reads digits.

mod command_line;

use std::process::ExitCode;

use clap::Parser;
use command_line::{
    Arguments, Command, check, compare, digits, evaluate, interrupt, read, roofline, say,
    train, weights,
};

fn main() -> ExitCode {
    // A reader that goes away, such as `head`, ends the program quietly.
    sigpipe::reset();
    interrupt::listen();
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        None => train::run(&arguments.train),
        Some(Command::Train(arguments)) => train::run(&arguments),
        Some(Command::Evaluate(arguments)) => evaluate::run(&arguments),
        Some(Command::Read(arguments)) => read::run(&arguments),
        Some(Command::Weights(arguments)) => weights::run(&arguments),
        Some(Command::Compare(arguments)) => compare::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Roofline(arguments)) => roofline::run(&arguments),
        Some(Command::Digits(arguments)) => digits::run(&arguments),
    };
    match outcome.and_then(|()| say::finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
