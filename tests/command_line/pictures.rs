//! Pictures of one's own, and pictures of what a network has learned.

use std::fs;
use std::path::Path;

use backprop::data::Splits;
use image::imageops::{FilterType, overlay, resize};
use image::{DynamicImage, GrayImage, Luma, Rgba, RgbaImage};
use tempfile::TempDir;

use super::{directory, fail, run, succeed};

/// A network that reads nearly all drawn digits.
fn trained() -> TempDir {
    let directory = directory();
    succeed(&directory, &["--epochs", "8"]);
    directory
}

/// Thirty of the test digits, 255 for ink, with their labels.
fn digits() -> Vec<(GrayImage, u8)> {
    let test = Splits::embedded_test().first(30);
    let picture = |i: usize| GrayImage::from_raw(28, 28, test.input(i).to_vec()).unwrap();
    (0..test.len()).map(picture).zip(test.labels().iter().copied()).collect()
}

/// How many of the pictures that `change` makes of digits are read as what they show.
fn read(
    directory: &TempDir,
    extension: &str,
    change: impl Fn(&GrayImage) -> DynamicImage,
) -> usize {
    let digits = digits();
    let names: Vec<String> =
        (0..digits.len()).map(|i| format!("picture {i}.{extension}")).collect();
    for (name, (digit, _)) in names.iter().zip(&digits) {
        change(digit).save(directory.path().join(name)).unwrap();
    }
    let mut arguments = vec!["read"];
    arguments.extend(names.iter().map(String::as_str));
    let text = succeed(directory, &arguments);
    let answers = text.lines().skip(1).zip(names.iter().zip(&digits));
    let right = answers.filter(|(line, (name, (_, label)))| {
        let words: Vec<&str> =
            line.strip_prefix(&***name).unwrap().split_whitespace().collect();
        assert_eq!(words.len(), 11, "{line}");
        words[0] == label.to_string()
    });
    right.count()
}

/// On white paper of 600 × 400, drawn 8 times as large, off the middle.
fn on_paper(digit: &GrayImage, paper: u8, ink: u8) -> GrayImage {
    let large = resize(digit, 224, 224, FilterType::CatmullRom);
    let mix = |share: u8| {
        let share = f64::from(share) / 255.0;
        (f64::from(paper) * (1.0 - share) + f64::from(ink) * share).round() as u8
    };
    let mut page = GrayImage::from_pixel(600, 400, Luma([paper]));
    let inked =
        GrayImage::from_fn(224, 224, |x, y| Luma([mix(large.get_pixel(x, y).0[0])]));
    overlay(&mut page, &inked, 310, 40);
    page
}

/// The network reads about 29 of these 30 itself; scaling to and fro may cost one or two more.
#[test]
fn digits_are_read_whatever_their_size_place_and_ink() {
    let directory = trained();
    let enough = 26;
    let large = |paper, ink| move |digit: &GrayImage| on_paper(digit, paper, ink).into();
    assert!(
        read(&directory, "png", |digit| digit.clone().into()) >= enough,
        "as they are"
    );
    assert!(read(&directory, "png", large(255, 0)) >= enough, "dark on light");
    assert!(read(&directory, "png", large(0, 255)) >= enough, "light on dark");
    assert!(read(&directory, "png", large(200, 90)) >= enough, "pale");
    assert!(read(&directory, "jpg", large(230, 40)) >= enough, "JPEG");
    let deep =
        |digit: &GrayImage| DynamicImage::from(on_paper(digit, 255, 0)).to_rgb16().into();
    assert!(read(&directory, "png", deep) >= enough, "16 bits, in colour");
    for ink in [0, 255] {
        let transparent = |digit: &GrayImage| {
            let pixel = |x, y| Rgba([ink, ink, ink, digit.get_pixel(x, y).0[0]]);
            RgbaImage::from_fn(28, 28, pixel).into()
        };
        assert!(read(&directory, "png", transparent) >= enough, "transparent, ink {ink}");
    }
}

/// The frame is that of the drawn digits: one as it is comes back as it was, almost.
#[test]
fn a_digit_in_its_frame_stays_as_it_is() {
    let directory = trained();
    let (digit, _) = &digits()[0];
    digit.save(directory.path().join("digit.png")).unwrap();
    succeed(&directory, &["read", "digit.png", "--sheet", "seen.svg"]);
    let svg = fs::read_to_string(directory.path().join("seen.svg")).unwrap();
    let (_, rest) = svg.split_once("base64,").unwrap();
    let png = base64::Engine::decode(
        &base64::prelude::BASE64_STANDARD,
        rest.split('"').next().unwrap(),
    );
    let seen = image::load_from_memory(&png.unwrap()).unwrap().to_luma8();
    let distance: u64 = seen
        .pixels()
        .zip(digit.pixels())
        .map(|(seen, digit)| u64::from((255 - seen.0[0]).abs_diff(digit.0[0])))
        .sum();
    let ink: u64 = digit.pixels().map(|pixel| u64::from(pixel.0[0])).sum();
    // Faint edges are cut off, and a box of 18 or 19 pixels is scaled to 20.
    assert!(distance < ink / 3, "{distance} of {ink}");
}

#[test]
fn what_shows_no_digit_is_told_and_the_others_are_read() {
    let directory = trained();
    let at = |name: &str| directory.path().join(name);
    GrayImage::from_pixel(50, 50, Luma([255])).save(at("blank.png")).unwrap();
    GrayImage::from_pixel(1, 1, Luma([7])).save(at("dot.png")).unwrap();
    fs::write(at("text.png"), "seven").unwrap();
    fs::write(at("cut.png"), &fs::read(at("blank.png")).unwrap()[..40]).unwrap();
    digits()[0].0.save(at("digit.png")).unwrap();
    let pictures =
        ["blank.png", "dot.png", "digit.png", "text.png", "cut.png", "none.png"];
    let output = run(&directory, &[&["read"][..], &pictures].concat());
    let (text, errors) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(text.lines().count() == 2 && text.contains("digit.png"), "{text}");
    for expected in [
        "blank.png: the picture shows nothing",
        "dot.png: the picture shows nothing",
        "text.png: expected a PNG or JPEG picture",
        "cut.png: ",
        "none.png: no such file",
        "5 of 6 pictures could not be read",
    ] {
        assert!(errors.contains(expected), "{expected}: {errors}");
    }
    assert_eq!(errors.lines().count(), 6, "{errors}");
}

#[test]
fn weights_are_drawn() {
    let directory = trained();
    let text = succeed(&directory, &["weights"]);
    assert!(text.contains("Red weights are positive"), "{text}");
    let svg = fs::read_to_string(directory.path().join("weights.svg")).unwrap();
    assert_eq!(svg.matches("<image").count(), 30);
    assert!(svg.contains("neuron 30"));
}

#[test]
fn a_network_for_other_pictures_is_refused() {
    let directory = directory();
    let mut rng = <rand_chacha::ChaCha8Rng as rand::SeedableRng>::seed_from_u64(1);
    let network = backprop::network::Network::<f64>::new(
        &[5, 2, 10],
        backprop::network::Initialiser::Scaled,
        &mut rng,
    );
    let model = directory.path().join("model.json");
    backprop::model_file::save(&network, backprop::cost::Cost::Quadratic, &model)
        .unwrap();
    for (arguments, expected) in [
        (&["read", "x.png", "--model", "model.json"][..], "takes 5 pixels"),
        (&["weights", "--model", "model.json"], "no square"),
    ] {
        assert!(fail(&directory, arguments).contains(expected));
    }
    assert!(!Path::new("weights.svg").exists());
}
