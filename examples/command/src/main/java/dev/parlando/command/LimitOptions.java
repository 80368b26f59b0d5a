package dev.parlando.command;

import dev.parlando.offline.load.ServiceLimits;
import picocli.CommandLine.Option;

/** Options for the concurrency limits of the offline server. */
final class LimitOptions {
    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "Requests that run at once for each group of models (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--queue",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Requests beyond that which wait, at least 50 ms, before the next is refused with 429"
                    + " (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--others",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Slots of the limit that somebody else seems to use (default: ${DEFAULT-VALUE}).")
    private int others;

    @Option(names = "--no-limit-headers", description = "Answer without the headers that tell of limit and use.")
    private boolean noHeaders;

    ServiceLimits toLimits() {
        return ServiceLimits.DEFAULT
                .withMaximumConcurrent(limit)
                .withQueue(queue, ServiceLimits.DEFAULT.queueDelayMillis())
                .withOthersInUse(others)
                .withHeaders(!noHeaders);
    }
}
