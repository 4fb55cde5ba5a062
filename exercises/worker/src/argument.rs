//! How a value becomes an argument of an answer, and how an answer is called.
//!
//! A function says by its type which arguments it takes: [`Function`] is implemented for all whose
//! arguments are [`Argument`]s, so nobody writes a signature a second time.

use std::rc::Rc;

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::serve::Judge;
use crate::value::{FromValue, Unfit, Value};

/// An argument of an answer, such as `ArrayView1<f64>`.
pub trait Argument {
    /// What is kept while the answer looks at it.
    type Owned: 'static;
    /// The argument itself, with the lifetime of one call.
    type Lent<'a>;

    /// # Errors
    /// If the value has another type.
    fn own(value: Value, judge: &Rc<Judge>) -> Result<Self::Owned, Unfit>;

    fn lend(owned: &mut Self::Owned) -> Self::Lent<'_>;

    /// What became of it, if the answer may change it.
    fn changed(_owned: Self::Owned) -> Option<Value> {
        None
    }
}

/// A function that can be called with values.
pub trait Function<Signature> {
    /// What it returned, if that is anything, and then what became of its `&mut` arguments.
    ///
    /// # Errors
    /// If the arguments are not those of its signature.
    fn call(&self, arguments: Vec<Value>, judge: &Rc<Judge>)
    -> Result<Vec<Value>, Unfit>;
}

macro_rules! functions {
    ($(($($argument:ident)*))*) => {$(
        // The first bound tells the compiler which arguments the function has, the second that
        // they may live as long as one call.
        impl<F, R, $($argument),*> Function<fn($($argument),*) -> R> for F
        where
            R: Into<Value>,
            $($argument: Argument,)*
            F: Fn($($argument),*) -> R + for<'a> Fn($($argument::Lent<'a>),*) -> R,
        {
            #[expect(non_snake_case, reason = "an argument is called like its type")]
            fn call(&self, arguments: Vec<Value>, judge: &Rc<Judge>) -> Result<Vec<Value>, Unfit> {
                let mut arguments = arguments.into_iter();
                $(let mut $argument = $argument::own(arguments.next().ok_or(Unfit)?, judge)?;)*
                if arguments.next().is_some() {
                    return Err(Unfit);
                }
                let mut returned = match self($($argument::lend(&mut $argument)),*).into() {
                    Value::List(nothing) if size_of::<R>() == 0 => nothing,
                    result => vec![result],
                };
                $(returned.extend($argument::changed($argument));)*
                Ok(returned)
            }
        }
    )*};
}
functions! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E G)
}

/// Arguments that are passed as they are.
macro_rules! by_value {
    ($($type:ty),*) => {$(
        impl Argument for $type {
            type Owned = $type;
            type Lent<'a> = $type;

            fn own(value: Value, _: &Rc<Judge>) -> Result<$type, Unfit> {
                FromValue::from_value(value)
            }

            fn lend(owned: &mut $type) -> $type {
                *owned
            }
        }
    )*};
}
by_value!(f64, u64, usize, bool, (f64, f64), [bool; 4]);

/// Views of tensors.
macro_rules! views {
    ($($view:ident $array:ident $number:ty),*) => {$(
        impl<'x> Argument for $view<'x, $number> {
            type Owned = $array<$number>;
            type Lent<'a> = $view<'a, $number>;

            fn own(value: Value, _: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
                FromValue::from_value(value)
            }

            fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
                owned.view()
            }
        }
    )*};
}
views!(ArrayView1 Array1 f64, ArrayView2 Array2 f64, ArrayView2 Array2 u8);

/// Tensors that the answer may change.
macro_rules! mutable {
    ($($array:ty),*) => {$(
        impl<'x> Argument for &'x mut $array {
            type Owned = $array;
            type Lent<'a> = &'a mut $array;

            fn own(value: Value, _: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
                FromValue::from_value(value)
            }

            fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
                owned
            }

            fn changed(owned: Self::Owned) -> Option<Value> {
                Some(owned.into())
            }
        }
    )*};
}
mutable!(Array1<f64>, Array2<f64>);

impl<T: FromValue + 'static> Argument for &[T] {
    type Owned = Vec<T>;
    type Lent<'a> = &'a [T];

    fn own(value: Value, _: &Rc<Judge>) -> Result<Vec<T>, Unfit> {
        Vec::from_value(value)
    }

    fn lend(owned: &mut Vec<T>) -> &[T] {
        owned
    }
}

impl<T: FromValue + Into<Value> + 'static> Argument for &mut [T] {
    type Owned = Vec<T>;
    type Lent<'a> = &'a mut [T];

    fn own(value: Value, _: &Rc<Judge>) -> Result<Vec<T>, Unfit> {
        Vec::from_value(value)
    }

    fn lend(owned: &mut Vec<T>) -> &mut [T] {
        owned
    }

    fn changed(owned: Vec<T>) -> Option<Value> {
        Some(owned.into())
    }
}

/// A list that the answer may lengthen, such as a tape.
impl<T: FromValue + Into<Value> + 'static> Argument for &mut Vec<T> {
    type Owned = Vec<T>;
    type Lent<'a> = &'a mut Vec<T>;

    fn own(value: Value, _: &Rc<Judge>) -> Result<Vec<T>, Unfit> {
        Vec::from_value(value)
    }

    fn lend(owned: &mut Vec<T>) -> &mut Vec<T> {
        owned
    }

    fn changed(owned: Vec<T>) -> Option<Value> {
        Some(owned.into())
    }
}

/// Closures: the judge has them, and is asked. The value that stands for one is ignored.
macro_rules! closures {
    ($((&dyn Fn($($name:ident: $type:ty),*) -> $result:ty))*) => {$(
        impl<'x, 'y> Argument for &'x (dyn Fn($($type),*) -> $result + 'y) {
            type Owned = Box<dyn Fn($($type),*) -> $result>;
            type Lent<'a> = &'a (dyn Fn($($type),*) -> $result + 'a);

            fn own(_: Value, judge: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
                let judge = judge.clone();
                Ok(Box::new(move |$($name),*| judge.ask(vec![$($name.to_value()),*])))
            }

            fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
                &**owned
            }
        }
    )*};
}

/// A view as a value, whatever it is a view of.
trait ToValue {
    fn to_value(self) -> Value;
}

impl ToValue for f64 {
    fn to_value(self) -> Value {
        self.into()
    }
}

impl ToValue for ArrayView1<'_, f64> {
    fn to_value(self) -> Value {
        self.to_owned().into()
    }
}

impl ToValue for ArrayView2<'_, f64> {
    fn to_value(self) -> Value {
        self.to_owned().into()
    }
}

impl<T: Into<Value> + Clone> ToValue for &[T] {
    fn to_value(self) -> Value {
        self.into()
    }
}

type Gradients = (Vec<Array1<f64>>, Vec<Array2<f64>>);

closures! {
    (&dyn Fn(x: f64) -> f64)
    (&dyn Fn(v: ArrayView1<f64>) -> f64)
    (&dyn Fn(a: ArrayView2<f64>, b: ArrayView2<f64>) -> Array2<f64>)
    (&dyn Fn(w: &[Array2<f64>], b: &[Array1<f64>], x: ArrayView1<f64>, y: ArrayView1<f64>) -> Gradients)
    (&dyn Fn(w: &[Array2<f64>], b: &[Array1<f64>], samples: &[usize]) -> Gradients)
}

/// Random numbers come in blocks, since a network wants thousands.
impl<'x, 'y> Argument for &'x mut (dyn FnMut() -> f64 + 'y) {
    type Owned = Box<dyn FnMut() -> f64>;
    type Lent<'a> = &'a mut (dyn FnMut() -> f64 + 'a);

    fn own(_: Value, judge: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
        let (judge, mut block) = (judge.clone(), Vec::new().into_iter());
        Ok(Box::new(move || {
            block.next().unwrap_or_else(|| {
                block = judge.ask::<Vec<f64>>(Vec::new()).into_iter();
                block.next().expect("the judge sends at least one number")
            })
        }))
    }

    fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
        &mut **owned
    }
}

/// A random number below another one.
impl<'x, 'y> Argument for &'x mut (dyn FnMut(usize) -> usize + 'y) {
    type Owned = Box<dyn FnMut(usize) -> usize>;
    type Lent<'a> = &'a mut (dyn FnMut(usize) -> usize + 'a);

    fn own(_: Value, judge: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
        let judge = judge.clone();
        Ok(Box::new(move |n| judge.ask(vec![n.into()])))
    }

    fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
        &mut **owned
    }
}

/// The numbers of a list, through an iterator that does not tell how many there are.
impl<'x, 'y> Argument for &'x mut (dyn Iterator<Item = usize> + 'y) {
    type Owned = Box<dyn Iterator<Item = usize>>;
    type Lent<'a> = &'a mut (dyn Iterator<Item = usize> + 'a);

    fn own(value: Value, _: &Rc<Judge>) -> Result<Self::Owned, Unfit> {
        let numbers = Vec::from_value(value)?.into_iter();
        Ok(Box::new(numbers.filter(|_| true)))
    }

    fn lend(owned: &mut Self::Owned) -> Self::Lent<'_> {
        &mut **owned
    }
}
