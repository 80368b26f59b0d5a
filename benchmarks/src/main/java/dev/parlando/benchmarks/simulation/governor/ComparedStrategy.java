package dev.parlando.benchmarks.simulation.governor;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The compared strategies for sharing the limit. */
enum ComparedStrategy {
    PARLANDO(
            "Parlando", 0xD62728, false, context -> new GovernorStrategy(context.time, context.outlet, context.random)),
    SEMAPHORE_SPLIT(
            "semaphore, limit / engines",
            0x7F7F7F,
            false,
            context -> semaphore(context, 1.0 / context.scenario.engines())),
    SEMAPHORE_TWICE("semaphore, 2 × limit", 0x7F7F7F, true, context -> semaphore(context, 2)),
    AIMD("AIMD, defaults", 0x1F77B4, false, limiter(() -> AIMDLimit.newBuilder().build())),
    AIMD_TUNED("AIMD, tuned", 0x1F77B4, true, limiter(() -> AIMDLimit.newBuilder()
            .initialLimit(5)
            .minLimit(1)
            .maxLimit(100)
            .build())),
    GRADIENT2("Gradient2, defaults", 0x2CA02C, false, limiter(Gradient2Limit::newDefault)),
    GRADIENT2_TUNED("Gradient2, tuned", 0x2CA02C, true, limiter(() -> Gradient2Limit.newBuilder()
            .initialLimit(5)
            .minLimit(1)
            .maxConcurrency(100)
            .queueSize(1)
            .build())),
    VEGAS("Vegas, defaults", 0x9467BD, false, limiter(VegasLimit::newDefault)),
    VEGAS_TUNED("Vegas, tuned", 0x9467BD, true, limiter(() -> VegasLimit.newBuilder()
            .initialLimit(5)
            .maxConcurrency(100)
            .build())),
    RETRY("retry on 429", 0xFF7F0E, false, context -> retry(context, Integer.MAX_VALUE)),
    RETRY_TWICE("retry on 429, twice", 0xFF7F0E, true, context -> retry(context, 2));

    /** The inputs from which a strategy is created. */
    record Context(VirtualTime time, RequestSender outlet, RandomGenerator random, GovernorScenario scenario) {}

    private final String label;
    private final int colour;
    private final boolean isVariant;

    @SuppressWarnings("ImmutableEnumChecker") // The functions are stateless.
    private final Function<Context, SharingStrategy> factory;

    ComparedStrategy(String label, int colour, boolean isVariant, Function<Context, SharingStrategy> factory) {
        this.label = label;
        this.colour = colour;
        this.isVariant = isVariant;
        this.factory = factory;
    }

    String label() {
        return label;
    }

    /** Returns the RGB colour, which a strategy shares with its variant. */
    int colour() {
        return colour;
    }

    boolean isVariant() {
        return isVariant;
    }

    SharingStrategy create(Context context) {
        return factory.apply(context);
    }

    private static SharingStrategy semaphore(Context context, double partOfLimit) {
        int permits = (int) Math.max(1, partOfLimit * context.scenario.limit());
        return limiter(() -> FixedLimit.of(permits)).apply(context);
    }

    private static Function<Context, SharingStrategy> limiter(Supplier<Limit> limit) {
        return context ->
                new LimiterStrategy(context.time, context.outlet, new ClientBackoff(context.random), limit.get());
    }

    private static SharingStrategy retry(Context context, int mostRetries) {
        return new RetryStrategy(context.time, context.outlet, new ClientBackoff(context.random), mostRetries);
    }
}
