//! The console.

pub mod components;
pub mod config;
pub mod format;
pub mod state;
pub mod text;
pub mod time;
