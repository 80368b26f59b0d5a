package dev.parlando.metrics;

import java.util.List;

/**
 * A metric with its name, unit and description.
 *
 * <p>Source of the names that start with {@code gen_ai}: OpenTelemetry's semantic conventions for generative AI, 2026.
 */
public enum Metric {
    /** Time from the call to the end of the audio; of all streams, also those that failed or were cancelled. */
    OPERATION_DURATION(
            "gen_ai.client.operation.duration", Kind.HISTOGRAM, "s", "Time from the call to the end of the audio"),
    /** Time from the call to the first byte of audio, including waits and retries. */
    TIME_TO_FIRST_CHUNK(
            "gen_ai.client.operation.time_to_first_chunk",
            Kind.HISTOGRAM,
            "s",
            "Time from the call to the first byte of audio"),
    /** Average time from one chunk of a stream to the next, once for each completed stream. */
    TIME_PER_OUTPUT_CHUNK(
            "gen_ai.client.operation.time_per_output_chunk",
            Kind.HISTOGRAM,
            "s",
            "Average time between the chunks of a stream"),
    /** Time that an attempt waited for its permit. */
    QUEUE("parlando.queue", Kind.HISTOGRAM, "s", "Time that an attempt waited for its permit"),
    /** Time from the permit of the successful attempt to the first byte of audio. */
    FIRST_BYTE("parlando.first_byte", Kind.HISTOGRAM, "s", "Time from the permit to the first byte of audio"),
    /** Time from the call of a player to the first sample heard. */
    FIRST_AUDIBLE("parlando.first_audible", Kind.HISTOGRAM, "s", "Time from the call to the first sample heard"),
    /** Time to open a connection. */
    CONNECT("parlando.connect", Kind.HISTOGRAM, "s", "Time of name lookup, TCP and TLS"),

    /** Connections that could not be opened. */
    CONNECT_FAILURES("parlando.connect.failures", Kind.COUNTER, "{failure}", "Connections that could not be opened"),
    /** Attempts that followed a failed one. */
    RETRIES("parlando.retries", Kind.COUNTER, "{attempt}", "Attempts that followed a failed one"),
    /** Attempts that the service answered with 429. */
    REFUSALS("parlando.refusals", Kind.COUNTER, "{attempt}", "Attempts that the service answered with 429"),
    /** Alerts of an account that stays at its maximum. */
    SATURATION_ALERTS("parlando.saturation.alerts", Kind.COUNTER, "{alert}", "Alerts of an account at its maximum"),
    /** Encoded audio of the streams that ended. */
    RECEIVED("parlando.received", Kind.COUNTER, "By", "Encoded audio of the streams that ended"),
    /** Credits that the service reported for its responses. */
    CREDITS_USED("parlando.credits.used", Kind.COUNTER, "{credit}", "Credits that the service billed"),
    /** Alerts of unusual spending. */
    CREDIT_ALERTS("parlando.credits.alerts", Kind.COUNTER, "{alert}", "Alerts of unusual spending"),
    /** Utterances of a player that ended. */
    PLAYBACKS("parlando.playbacks", Kind.COUNTER, "{utterance}", "Utterances that ended"),
    /** Gaps in an utterance, because its audio was late. */
    UNDERRUNS("parlando.underruns", Kind.COUNTER, "{gap}", "Gaps because audio was late"),
    /** Losses of the device of a player. */
    DEVICE_LOSSES("parlando.device.losses", Kind.COUNTER, "{loss}", "Losses of the sound device"),

    /** Credits left in the billing period, at the last request for the subscription. */
    CREDITS_REMAINING("parlando.credits.remaining", Kind.GAUGE, "{credit}", "Credits left in the billing period"),
    /** Credits of the plan in a billing period. */
    CREDITS_LIMIT("parlando.credits.limit", Kind.GAUGE, "{credit}", "Credits of the plan in a billing period"),

    /** Engines of a fleet. */
    FLEET_ENGINES("parlando.fleet.engines", Kind.GAUGE, "{engine}", "Engines of the fleet"),
    /** Requests of all engines of a fleet in flight. */
    FLEET_CURRENT("parlando.fleet.current", Kind.GAUGE, "{request}", "Requests of the fleet in flight"),
    /** Limit of a fleet. */
    FLEET_MAX("parlando.fleet.max", Kind.GAUGE, "{request}", "Limit of the fleet"),
    /** Permits that a fleet withholds, because clients outside of it use them. */
    FLEET_WITHHELD("parlando.fleet.withheld", Kind.GAUGE, "{request}", "Permits that the fleet withholds"),
    /** Requests of a priority that wait for a permit, in all engines of a fleet. */
    FLEET_QUEUED("parlando.fleet.queued", Kind.GAUGE, "{request}", "Requests of the fleet that wait for a permit"),
    /** Attempts of a fleet that the service answered with 429, since its data exist. */
    FLEET_REFUSALS("parlando.fleet.refusals", Kind.GAUGE, "{attempt}", "Attempts of the fleet answered with 429"),
    /** Characters that the service billed for a key, since the data of the fleet exist. */
    FLEET_CHARACTERS("parlando.fleet.characters", Kind.GAUGE, "{character}", "Characters that a key has used"),

    /** Open connections. */
    CONNECTIONS("parlando.connections", Kind.READ_GAUGE, "{connection}", "Open connections"),
    /** Streams that have not ended, including those that wait for a permit. */
    STREAMS("parlando.streams", Kind.READ_GAUGE, "{stream}", "Streams that have not ended"),
    /** Requests that hold a permit. */
    CONCURRENCY_CURRENT("parlando.concurrency.current", Kind.READ_GAUGE, "{request}", "Requests that hold a permit"),
    /** Limit of the requests that may hold a permit. */
    CONCURRENCY_MAX("parlando.concurrency.max", Kind.READ_GAUGE, "{request}", "Limit of concurrent requests"),
    /** Requests that wait for a permit. */
    CONCURRENCY_QUEUED("parlando.concurrency.queued", Kind.READ_GAUGE, "{request}", "Requests that wait for a permit"),
    /** Estimated number of requests of other clients of the account. */
    CONCURRENCY_OTHERS(
            "parlando.concurrency.others", Kind.READ_GAUGE, "{request}", "Requests of other clients of the account"),
    /** Part of the fullest ring that is in use, from 0 to 1. */
    RING_USE("parlando.ring.use", Kind.READ_GAUGE, "1", "Part of the fullest ring that is in use"),
    /** Events that the listeners of the engine missed because they were too slow. */
    EVENTS_DROPPED("parlando.events.dropped", Kind.READ_COUNTER, "{event}", "Events that listeners missed");

    /** Upper bounds of the buckets of all histograms, in seconds. The convention states them for the first three. */
    public static final List<Double> BUCKETS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    private final String metricName;
    private final Kind kind;
    private final String unit;
    private final String description;

    Metric(String metricName, Kind kind, String unit, String description) {
        this.metricName = metricName;
        this.kind = kind;
        this.unit = unit;
        this.description = description;
    }

    /** Returns the name, such as {@code parlando.queue}. */
    public String metricName() {
        return metricName;
    }

    /** Returns the kind. */
    public Kind kind() {
        return kind;
    }

    /** Returns the unit in the notation of UCUM; counted things are in braces. */
    public String unit() {
        return unit;
    }

    /** Returns a description of one line. */
    public String description() {
        return description;
    }

    /** The kind of a metric. */
    public enum Kind {
        /** A distribution of durations in seconds, for {@link MetricRecorder#record}. */
        HISTOGRAM,
        /** A sum that only grows, for {@link MetricRecorder#add}. */
        COUNTER,
        /** A value that a listener or the application reports, for {@link MetricRecorder#set}. */
        GAUGE,
        /** A value that {@link EngineReadings} reads. */
        READ_GAUGE,
        /** A sum that only grows and that {@link EngineReadings} reads. */
        READ_COUNTER
    }
}
