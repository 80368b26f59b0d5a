package dev.parlando.command;

import dev.parlando.offline.load.ServiceLimits;
import picocli.CommandLine.Option;

/** Options for the concurrency limits of the offline server. */
final class LimitOptions {
    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "Concurrent requests for each group of models (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--queue",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "Further requests that are queued, for at least 50 ms, before the next is rejected with 429"
                    + " (default: ${DEFAULT-VALUE}).")
    private int queue;

    @Option(
            names = "--others",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Slots of the limit that other clients appear to use (default: ${DEFAULT-VALUE}).")
    private int others;

    @Option(names = "--no-limit-headers", description = "Send no headers with the limit and its use.")
    private boolean noHeaders;

    ServiceLimits toLimits() {
        return ServiceLimits.DEFAULT
                .withMaximumConcurrent(limit)
                .withQueue(queue, ServiceLimits.DEFAULT.queueDelayMillis())
                .withOthersInUse(others)
                .withHeaders(!noHeaders);
    }
}
