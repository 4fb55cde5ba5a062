//! What travels between the judge and an answer.

use ndarray::{Array, Array1, Array2, ArrayD, Dimension, Ix1, Ix2, arr0};
use serde::{Deserialize, Serialize};

/// An argument or a result. Numbers keep every bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A number has no axis, a vector one, a matrix two.
    Numbers(ArrayD<f64>),
    Bytes(ArrayD<u8>),
    Whole(u64),
    Truth(bool),
    Text(String),
    /// A list, a tuple, several results.
    List(Vec<Value>),
    /// The `Err` of a `Result`.
    Error(String),
}

/// A value of another type than was expected: the function has another signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

/// What can be made of a value.
pub trait FromValue: Sized {
    /// # Errors
    /// If the value has another type.
    fn from_value(value: Value) -> Result<Self, Unfit>;
}

impl FromValue for Value {
    fn from_value(value: Value) -> Result<Value, Unfit> {
        Ok(value)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Numbers(arr0(number).into_dyn())
    }
}

impl FromValue for f64 {
    fn from_value(value: Value) -> Result<f64, Unfit> {
        match value {
            Value::Numbers(number) if number.ndim() == 0 => Ok(number.sum()),
            _ => Err(Unfit),
        }
    }
}

macro_rules! tensors {
    ($($variant:ident $number:ty),*) => {$(
        impl<D: Dimension> From<Array<$number, D>> for Value {
            fn from(tensor: Array<$number, D>) -> Value {
                Value::$variant(tensor.into_dyn())
            }
        }

        impl<D: Dimension> From<&Array<$number, D>> for Value {
            fn from(tensor: &Array<$number, D>) -> Value {
                Value::$variant(tensor.clone().into_dyn())
            }
        }
    )*};
}
tensors!(Numbers f64, Bytes u8);

fn numbers<D: Dimension>(value: Value) -> Result<Array<f64, D>, Unfit> {
    match value {
        Value::Numbers(tensor) => tensor.into_dimensionality().map_err(|_| Unfit),
        _ => Err(Unfit),
    }
}

impl FromValue for Array1<f64> {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        numbers::<Ix1>(value)
    }
}

impl FromValue for Array2<f64> {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        numbers::<Ix2>(value)
    }
}

impl FromValue for Array2<u8> {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Bytes(tensor) => tensor.into_dimensionality().map_err(|_| Unfit),
            _ => Err(Unfit),
        }
    }
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Value {
                Value::Whole(number as u64)
            }
        }

        impl FromValue for $number {
            fn from_value(value: Value) -> Result<Self, Unfit> {
                match value {
                    Value::Whole(number) => number.try_into().map_err(|_| Unfit),
                    _ => Err(Unfit),
                }
            }
        }
    )*};
}
whole_numbers!(u8, u64, usize);

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Truth(truth)
    }
}

impl FromValue for bool {
    fn from_value(value: Value) -> Result<bool, Unfit> {
        match value {
            Value::Truth(truth) => Ok(truth),
            _ => Err(Unfit),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl FromValue for String {
    fn from_value(value: Value) -> Result<String, Unfit> {
        match value {
            Value::Text(text) => Ok(text),
            _ => Err(Unfit),
        }
    }
}

/// Nothing.
impl From<()> for Value {
    fn from((): ()) -> Value {
        Value::List(Vec::new())
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Value {
        Value::List(list.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value> + Clone> From<&[T]> for Value {
    fn from(list: &[T]) -> Value {
        list.to_vec().into()
    }
}

impl<T: Into<Value> + Clone> From<&Vec<T>> for Value {
    fn from(list: &Vec<T>) -> Value {
        list.clone().into()
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::List(list) => list.into_iter().map(T::from_value).collect(),
            _ => Err(Unfit),
        }
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(list: [T; N]) -> Value {
        Value::List(list.into_iter().map(Into::into).collect())
    }
}

impl<T: FromValue, const N: usize> FromValue for [T; N] {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        Vec::from_value(value)?.try_into().map_err(|_| Unfit)
    }
}

impl<A: Into<Value>, B: Into<Value>> From<(A, B)> for Value {
    fn from((a, b): (A, B)) -> Value {
        Value::List(vec![a.into(), b.into()])
    }
}

impl<A: FromValue, B: FromValue> FromValue for (A, B) {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        let [a, b] = <[Value; 2]>::from_value(value)?;
        Ok((A::from_value(a)?, B::from_value(b)?))
    }
}

impl<T: Into<Value>> From<Result<T, String>> for Value {
    fn from(result: Result<T, String>) -> Value {
        result.map_or_else(Value::Error, Into::into)
    }
}

impl<T: FromValue> FromValue for Result<T, String> {
    fn from_value(value: Value) -> Result<Self, Unfit> {
        match value {
            Value::Error(message) => Ok(Err(message)),
            value => T::from_value(value).map(Ok),
        }
    }
}
