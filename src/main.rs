//! The command line: `backprop` trains a network that reads digits.

mod command_line;

use std::process::ExitCode;

use clap::Parser;
use command_line::{
    Arguments, Command, check, digits, evaluate, interrupt, roofline, train,
};

fn main() -> ExitCode {
    // A reader that goes away, such as `head`, ends the program quietly.
    sigpipe::reset();
    let arguments = Arguments::parse();
    interrupt::listen();
    let outcome = match arguments.command {
        None => train::run(&arguments.train),
        Some(Command::Train(arguments)) => train::run(&arguments),
        Some(Command::Evaluate(arguments)) => evaluate::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Roofline(arguments)) => roofline::run(&arguments),
        Some(Command::Digits(arguments)) => digits::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            if interrupt::requested() { ExitCode::from(130) } else { ExitCode::FAILURE }
        }
    }
}
