//! A Ctrl-C waits until a file has taken its place: so nothing is left beside it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

struct Signals {
    /// Whether a signal ends the program at once, as if nobody listened.
    is_free: Arc<AtomicBool>,
    /// The signal that came meanwhile; 0 where none did.
    came: Arc<AtomicUsize>,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(|| {
    let signals = Signals { is_free: Arc::new(AtomicBool::new(true)), came: Arc::default() };
    for signal in [SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal)) {
        // Where the system lets nobody listen, a signal ends the program at once, and the next run clears up.
        let _ = flag::register_conditional_default(signal, signals.is_free.clone());
        let _ = flag::register_usize(signal, signals.came.clone(), signal.unsigned_abs() as usize);
    }
    signals
});

/// Does something that is over in an instant. A signal that comes meanwhile ends the program afterwards.
pub fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    SIGNALS.is_free.store(false, Ordering::SeqCst);
    let done = work();
    SIGNALS.is_free.store(true, Ordering::SeqCst);
    if let came @ 1.. = SIGNALS.came.load(Ordering::SeqCst) {
        let _ = low_level::emulate_default_handler(i32::try_from(came).unwrap_or(SIGINT));
    }
    done
}

/// Returns whether a signal came that waits for something to be over.
pub fn is_interrupted() -> bool {
    SIGNALS.came.load(Ordering::SeqCst) != 0
}

/// Returns whether the signal is to be ignored, as in a job in the background: listening would change that. Told where the system tells it.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}
