//! `cargo run --package exercises -- clinic`: one command for each step of a case.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::{Parser, Subcommand};
use grader::atlas::{Mistake, Named};

use crate::case::Case;
use crate::examination::{EXAMINATIONS, find};
use crate::place::patient;
use crate::program::Program;
use crate::record::{Closed, Open, Record};
use crate::run::{Run, train};

const COMMAND: &str = "cargo run --package exercises -- clinic";

/// A training program with a hidden mistake: examine it, and say which. From number 1001 on a
/// patient has two.
#[derive(Parser)]
#[command(bin_name = "cargo run --package exercises -- clinic")]
struct Arguments {
    /// Admit the patient with this number; without it, the next one, or the open case again
    #[arg(long)]
    case: Option<u64>,
    #[command(subcommand)]
    command: Option<Step>,
}

#[derive(Subcommand)]
enum Step {
    /// Make an examination, which costs minutes
    Examine { name: String },
    /// The mistakes that the examinations so far leave
    Suspects,
    /// The examination that splits what is left best
    Hint,
    /// End the case with its mistake, or both, by the name in the address in the atlas
    Diagnose {
        #[arg(required = true, num_args = 1..=2)]
        mistakes: Vec<String>,
    },
    /// Run a mistake that is no secret, or two at once, and make every examination
    Study {
        #[arg(required = true, num_args = 1..=2)]
        mistakes: Vec<String>,
    },
    /// The cases so far, their minutes and hits
    Record,
    /// Grade a file with a case and its mistakes on each line, such as: 17 bp2-negative
    Grade { file: PathBuf },
}

/// Runs one step. `folder` is where the record is kept.
///
/// # Errors
/// If a name is unknown, no case is open, or a file cannot be read or written.
pub fn main(folder: &Path, arguments: impl Iterator<Item = String>) -> Result<()> {
    let Arguments { case, command } =
        Arguments::parse_from(std::iter::once("clinic".to_owned()).chain(arguments));
    let mut record = Record::read(folder)?;
    match command {
        None => {
            let number = admit(&mut record, case);
            record.write(folder)?;
            introduce(&Case::of(number), number);
        }
        Some(_) if case.is_some() => bail!("--case admits a patient and goes alone"),
        Some(Step::Record) => print_record(&record),
        Some(Step::Grade { file }) => return grade(&file),
        Some(Step::Study { mistakes }) => return study(&mistakes),
        Some(step) => {
            let open = record.open.as_mut();
            let open =
                open.with_context(|| format!("no case is open: {COMMAND} admits one"))?;
            match step {
                Step::Examine { name } => examine(open, &name)?,
                Step::Suspects => suspects(open),
                Step::Hint => hint(open),
                Step::Diagnose { mistakes } => {
                    let closed = diagnose(open, &mistakes)?;
                    record.closed.push(closed);
                    record.open = None;
                }
                Step::Record | Step::Grade { .. } | Step::Study { .. } => {}
            }
        }
    }
    record.write(folder)
}

/// Opens a case and returns its number.
fn admit(record: &mut Record, number: Option<u64>) -> u64 {
    let next = record.closed.iter().map(|closed| closed.case + 1).max().unwrap_or(1);
    let number = number.or(record.open.as_ref().map(|open| open.case)).unwrap_or(next);
    if record.open.as_ref().is_none_or(|open| open.case != number) {
        let examined = vec!["curve".to_owned()];
        record.open = Some(Open { case: number, examined, minutes: 0 });
    }
    number
}

/// What is seen of a case at first, and what can be asked.
fn introduce(case: &Case, number: u64) {
    let Program { eta, m, lambda, .. } = Program::right(case.ward());
    println!(
        "Case {number}. A network of 196, 20 and 10 neurons learns 504 digits with the"
    );
    println!(
        "{} cost, η = {eta}, m = {m}, λ = {lambda}. It has {}.\n",
        case.ward().cost(),
        mistakes(case.mistakes().len())
    );
    print!("{}", curve(&case.run()));
    println!("A right program reads about 0.85 of new digits at the end.\n");
    println!("Examinations ({COMMAND} examine NAME):");
    for examination in &EXAMINATIONS[1..] {
        println!(
            "  {:2} min  {:20} {}",
            examination.minutes, examination.name, examination.asks
        );
    }
}

/// The learning curve in blocks, and its numbers.
fn curve(run: &Run) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |accuracy: f64| match accuracy.is_nan() {
        true => '?',
        false => BLOCKS[(accuracy.clamp(0.0, 1.0) * 7.99) as usize],
    };
    let blocks: String = run.points.iter().map(|point| block(point.accuracy)).collect();
    let number = |x: f64| format!("{x:.3}").replace('-', "−");
    let row = |of: &dyn Fn(&crate::run::Point) -> f64| {
        run.points
            .iter()
            .map(|point| format!("{:>8}", number(of(point))))
            .collect::<String>()
    };
    format!(
        "            {blocks}\n  accuracy{}\n  cost    {}\n",
        row(&|point| point.accuracy),
        row(&|point| point.cost)
    )
}

fn examine(open: &mut Open, name: &str) -> Result<()> {
    let examination = find(name).with_context(|| {
        let names: Vec<_> = EXAMINATIONS.iter().map(|known| known.name).collect();
        format!("no examination {name}; there are {}", names.join(", "))
    })?;
    let case = Case::of(open.case);
    let right = Program::right(case.ward());
    println!("{}: {}.", examination.name, case.examine(examination));
    println!("A right program: {}.", examination.outcome(&right, case.seed()));
    if !open.examined.iter().any(|made| made == name) {
        open.examined.push(name.to_owned());
        open.minutes += examination.minutes;
    }
    println!("{} so far.", minutes(open.minutes));
    Ok(())
}

/// So many suspects are listed.
const LISTED: usize = 60;

fn suspects(open: &Open) {
    let case = Case::of(open.case);
    let left = case.left(&open.examined);
    println!("{} would have looked the same so far.", counted(left.len(), &case));
    if left.len() > LISTED {
        return println!("With {LISTED} or fewer, they are listed here.");
    }
    for suspect in left {
        match &suspect.slugs().collect::<Vec<_>>()[..] {
            [slug] => println!("  {slug:38} {}", name(slug)),
            both => println!("  {}", both.join(" ")),
        }
    }
}

/// Which constant it has here is not said.
fn name(slug: &str) -> String {
    Named { mistake: Mistake::of(slug), constant: None }.name()
}

fn mistakes(count: usize) -> String {
    if count == 1 { "1 mistake".into() } else { format!("{count} mistakes") }
}

fn minutes(count: u32) -> String {
    if count == 1 { "1 minute".into() } else { format!("{count} minutes") }
}

/// How many suspects, of a case.
fn counted(suspects: usize, case: &Case) -> String {
    match (suspects, case.mistakes().len()) {
        (count, 1) => mistakes(count),
        (1, _) => "1 pair of mistakes".into(),
        (count, _) => format!("{count} pairs of mistakes"),
    }
}

fn hint(open: &Open) {
    let case = Case::of(open.case);
    let left = counted(case.left(&open.examined).len(), &case);
    match case.best(&open.examined) {
        Some(best) => println!(
            "Left: {left}. {} ({}) splits them best.",
            best.name,
            minutes(best.minutes)
        ),
        None => println!(
            "Left: {left}, and no examination splits that further: {COMMAND} suspects"
        ),
    }
}

fn diagnose(open: &Open, slugs: &[String]) -> Result<Closed> {
    for slug in slugs {
        ensure!(
            patient(slug).is_some(),
            "{slug} is no mistake that a training run can make; {COMMAND} suspects lists some"
        );
    }
    let case = Case::of(open.case);
    let truth = case.mistakes();
    ensure!(
        slugs.len() == truth.len(),
        "case {} has {}: name as many",
        open.case,
        mistakes(truth.len())
    );
    let right = case.is(slugs);
    let names: Vec<_> =
        truth.iter().map(|slug| format!("{slug}: {}", name(slug))).collect();
    if right {
        println!("Right: {}. {}.", names.join("; and "), minutes(open.minutes));
    } else {
        println!("No. It has {}.", names.join("; and "));
        if let Some((examination, here, would)) = case.refuted(slugs) {
            println!(
                "{} ({}) would have told: it finds \"{here}\"; with {} it finds \
                 \"{would}\".",
                examination.name,
                minutes(examination.minutes),
                slugs.join(" and ")
            );
        }
    }
    for slug in truth {
        println!("Read: {}", Mistake::of(slug).entry());
    }
    let (case, minutes) = (open.case, open.minutes);
    Ok(Closed { case, minutes, diagnosis: slugs.join(" "), right })
}

/// The seed of what is studied.
const STUDIED: u64 = 1;

fn study(slugs: &[String]) -> Result<()> {
    let known = |slug: &String| {
        patient(slug)
            .with_context(|| format!("{slug} is no mistake that a training run can make"))
    };
    let patients: Vec<_> = slugs.iter().map(known).collect::<Result<_>>()?;
    let ward = patients[0].ward;
    ensure!(
        patients.iter().all(|patient| patient.ward == ward),
        "these mistakes belong to different programs"
    );
    let (program, right) = (Program::with(ward, &patients), Program::right(ward));
    println!("The right program:\n{}", curve(&train(&right, STUDIED)));
    println!("With {}:\n{}", slugs.join(" and "), curve(&train(&program, STUDIED)));
    for examination in &EXAMINATIONS {
        let of = |program| examination.outcome(program, STUDIED);
        let (here, healthy) = (of(&program), of(&right));
        println!("{}: {here}", examination.name);
        if here != healthy {
            println!("  and not: {healthy}");
        }
    }
    Ok(())
}

fn print_record(record: &Record) {
    for Closed { case, minutes, diagnosis, right } in &record.closed {
        let mark = if *right { '✓' } else { '✗' };
        println!("{mark} case {case:>4}  {minutes:>3} min  {diagnosis}");
    }
    let hits = record.closed.iter().filter(|closed| closed.right).count();
    let spent: u32 = record.closed.iter().map(|closed| closed.minutes).sum();
    println!("{hits} of {} right, {}.", record.closed.len(), minutes(spent));
}

/// A line of the file is a case and its mistakes. Empty lines and what is behind # do not count.
fn grade(file: &Path) -> Result<()> {
    let shown = file.display();
    let text =
        fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let (mut hits, mut all) = (0, 0);
    for (line, text) in (1..).zip(text.lines()) {
        let text = text.split('#').next().unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        let mut parts = text.split_whitespace().map(str::to_owned);
        let number = parts.next().unwrap_or_default();
        let slugs: Vec<String> = parts.collect();
        ensure!(
            !slugs.is_empty(),
            "{shown}, line {line}: expected a case and its mistakes, found {text}"
        );
        let number = number
            .parse()
            .with_context(|| format!("{shown}, line {line}: {number} is no case"))?;
        let (right, named) = (Case::of(number).is(&slugs), slugs.join(" "));
        println!("{} case {number:>4}  {named}", if right { '✓' } else { '✗' });
        all += 1;
        hits += usize::from(right);
    }
    println!("{hits} of {all} right.");
    Ok(())
}
