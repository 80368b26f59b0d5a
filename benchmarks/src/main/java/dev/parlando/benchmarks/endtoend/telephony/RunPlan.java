package dev.parlando.benchmarks.endtoend.telephony;

/**
 * The size of one run, which can be sent as one line of text.
 *
 * @param calls the number of concurrent calls
 * @param warmUpSeconds the time between the first speech of the last call and the measurement
 * @param seconds the duration of the measurement
 */
record RunPlan(int calls, int warmUpSeconds, int seconds) {
    /** Returns the line that {@link #parse} reads. */
    String line() {
        return calls + " " + warmUpSeconds + " " + seconds;
    }

    static RunPlan parse(String line) {
        String[] words = line.split(" ", -1);
        return new RunPlan(Integer.parseInt(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }
}
