package dev.parlando.benchmarks.soak.engine;

import java.util.List;

/** Prints what was violated and ends the program with 1, or with 0 if nothing was. */
final class ExitStatus {
    private ExitStatus() {}

    static void exit(List<String> violations) {
        violations.forEach(violation -> System.out.println("VIOLATED: " + violation));
        if (violations.isEmpty()) {
            System.out.println("nothing violated");
        }
        System.out.flush();
        System.exit(violations.isEmpty() ? 0 : 1);
    }
}
