//! The gradient checked, and the machine measured.

use serde_json::Value;

use super::{directory, succeed};

/// The last ones have gradients that vanish towards the input.
#[test]
fn the_gradient_check_agrees() {
    let directory = directory();
    for cost in ["quadratic", "cross-entropy"] {
        for hidden in ["5,4", "1", "1,1,1,1,1", "3,3,3,3,3", "6,6"] {
            let arguments =
                ["check", "--hidden", hidden, "--digits", "2", "--cost", cost];
            let text = succeed(&directory, &arguments);
            assert!(text.ends_with("All agree.\n"), "{text}");
            for way in
                ["sample by sample", "as a matrix", "workspace", "lanes", "differences"]
            {
                assert!(text.contains(way), "{way}: {text}");
            }
        }
    }
}

/// Far down, the gradient is smaller than what differences can see, and it is said so.
#[test]
fn a_gradient_too_small_for_differences_is_no_mistake() {
    let hidden = vec!["1"; 25].join(",");
    let text = succeed(&directory(), &["check", "--hidden", &hidden, "--digits", "1"]);
    assert!(text.contains("too small"), "{text}");
    let end = text.lines().last().unwrap();
    assert!(end.starts_with("All agree, but for what is too small"), "{text}");
    assert!(end.ends_with("central differences."), "{text}");
}

#[test]
fn the_roofline_is_measured() {
    let arguments = ["roofline", "--hidden", "4", "--mini-batch-sizes", "20,50"];
    let text =
        succeed(&directory(), &[&arguments[..], &["--rounds", "1", "--json"]].concat());
    let json: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!(json["sizes"], serde_json::json!([784, 4, 10]));
    for rate in ["flops", "cache", "memory"] {
        assert!(json[rate].as_f64().unwrap() > 1e6, "{rate}: {}", json[rate]);
    }
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.iter().map(|row| &row["m"]).collect::<Vec<_>>(), [20, 50]);
    for row in rows {
        assert_eq!(row["seconds"].as_array().unwrap().len(), 4);
        // 784 · 4 weights in the first layer, 4 · 10 in the second.
        assert_eq!(row["flops"], 2.0 * (2.0 * 3176.0 + 40.0));
    }
}
