package dev.parlando.benchmarks.endtoend.telephony;

/**
 * A search for the highest number of calls that a bridge carries. It goes up or down from the first recorded number in
 * steps of 50 %, until one number holds and a higher one does not. Then it tries the middle between the two.
 */
final class CapacitySearch {
    private static final double STEP = 1.5;
    private static final double RESOLUTION = 1.1;
    private static final int MAX_CALLS = 8000;

    /** The highest number that holds; 0 if none is known. */
    private int holding;
    /** The lowest number that does not hold; 0 if none is known. */
    private int failing;

    /** Returns the next number of calls to try, or 0 if the search is complete. Called after the first record. */
    int next() {
        if (failing == 0) {
            return holding >= MAX_CALLS ? 0 : (int) Math.min(MAX_CALLS, Math.ceil(holding * STEP));
        }
        if (holding == 0) {
            return (int) (failing / STEP);
        }
        return failing <= holding * RESOLUTION || failing - holding < 2 ? 0 : (holding + failing) / 2;
    }

    /** Records whether a number of calls holds. */
    void record(int calls, boolean holds) {
        if (holds) {
            holding = Math.max(holding, calls);
        } else {
            failing = failing == 0 ? calls : Math.min(failing, calls);
        }
    }

    /** Returns the highest number that holds, 0 if none does. */
    int highest() {
        return holding;
    }
}
