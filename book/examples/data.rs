//! The drawn digits: one of them in the terminal, and the mean of ‖x‖². Choose another.

use backprop::data::Splits;

fn main() {
    let digits = Splits::embedded().test;
    let number = 0;
    println!("a {}:", digits.labels()[number]);
    for row in digits.inputs().row(number).to_vec().chunks(28) {
        let shade = |&pixel: &u8| [' ', '░', '▒', '▓', '█'][usize::from(pixel) * 5 / 256];
        println!("{}", row.iter().map(shade).collect::<String>().trim_end());
    }

    let squares = digits.inputs().iter().map(|&pixel| (f64::from(pixel) / 255.0).powi(2));
    println!("mean ‖x‖²: {:.1}", squares.sum::<f64>() / digits.len() as f64);
}
