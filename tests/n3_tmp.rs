use grader::exercise::{Made, Status};
#[test]
fn mine() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let seeds: u64 = std::env::var("SEEDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let every: usize = std::env::var("EVERY").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    for exercise in grader::catalogue() {
        let info = exercise.info();
        let chapter = info.id.split('.').next().unwrap().parse::<u32>().unwrap();
        if chapter < 7 || (!only.is_empty() && !only.split(',').any(|o| o == info.id)) { continue; }
        let start = std::time::Instant::now();
        let all = exercise.imitations();
        let (mut bad, mut done) = (0, 0);
        for seed in 1..=seeds {
            let none = exercise.judge_imitation(&Made::Switches(vec![]), seed);
            if none.status != Status::Solved { println!("BAD {} right answer: {}", info.id, none.report); }
            for (k, imitated) in all.iter().enumerate() {
                if all.len() > 60 && k % every != 0 { continue; }
                done += 1;
                let v = exercise.judge_imitation(&imitated.made, seed);
                let names: Vec<_> = v.mistakes.iter().chain(&v.alternatives).map(|n| &n.mistake.slug[..]).collect();
                let alone = v.mistakes.len() == 1 && names == [&imitated.mistake.slug[..]];
                let either = v.mistakes.is_empty() && names.contains(&&imitated.mistake.slug[..]);
                if v.status == Status::NotStarted { continue; }
                if v.status == Status::Solved || !(alone || either) { bad += 1;
                    println!("BAD {} seed {seed} {:?} {} {:?} -> {names:?}", info.id, v.status, imitated.mistake.slug, imitated.made); }
                else if either && names.len() > 1 && seed == 1 { println!("EITHER {} {} {:?} -> {names:?}", info.id, imitated.mistake.slug, imitated.made); }
            }
        }
        println!("{} {} names, {} imitations, {done} tried, {bad} bad, {:.1}s", info.id, exercise.mistakes().len(), all.len(), start.elapsed().as_secs_f64());
    }
}
