package dev.parlando.text;

import static dev.parlando.internal.option.OptionRange.checkRange;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a live text. Immutable; start with {@link #DEFAULT} and call the {@code with} methods, which reject a value
 * that is not allowed with an {@link dev.parlando.error.InvalidRequestException}.
 */
public final class LiveTextSettings {
    private static final Duration MIN_QUIET = Duration.ofMillis(1);
    private static final Duration MAX_QUIET = Duration.ofHours(1);
    private static final Duration MAX_PACE = Duration.ofHours(1);

    /**
     * Speaks Markdown as its text. 250 ms of quiet time, 5 s of unheard audio, room for 20,000 characters, and the transport
     * by the model.
     */
    public static final LiveTextSettings DEFAULT = new LiveTextSettings(new Values());

    private final Values values;

    private LiveTextSettings(Values values) {
        this.values = values;
    }

    private LiveTextSettings with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new LiveTextSettings(copy);
    }

    /** Returns the settings for the division of the text into segments. */
    public SegmenterSettings segmenter() {
        return values.segmenter;
    }

    /**
     * Returns a copy with other settings for the division into segments. Without a language there, that of the request
     * applies.
     */
    public LiveTextSettings withSegmenter(SegmenterSettings segmenter) {
        Objects.requireNonNull(segmenter, "segmenter");
        return with(copy -> copy.segmenter = segmenter);
    }

    /** Returns the supplier of the filter of each text. */
    public Supplier<TextFilter> filter() {
        return values.filter;
    }

    /**
     * Returns a copy with another filter, which decides which characters are spoken. The supplier returns a new filter
     * for each text. Both run on the thread of the writer.
     */
    public LiveTextSettings withFilter(Supplier<TextFilter> filter) {
        Objects.requireNonNull(filter, "filter");
        return with(copy -> copy.filter = filter);
    }

    /** Returns the time without new text after which the buffered text is spoken. */
    public Duration quietTime() {
        return values.quietTime;
    }

    /**
     * Returns a copy with another quiet time, 1 ms to 1 h. After this time without new text, the buffered text is spoken
     * although its sentence may continue.
     */
    public LiveTextSettings withQuietTime(Duration time) {
        checkRange("live.quiet_time", Objects.requireNonNull(time, "time"), MIN_QUIET, MAX_QUIET);
        return with(copy -> copy.quietTime = time);
    }

    /** Returns the length of unheard audio above which no more text is sent. */
    public Duration pace() {
        return values.pace;
    }

    /**
     * Returns a copy with another length of unheard audio above which no more text is sent, up to 1 h. A short one saves
     * credits when the speech is interrupted. A long one bridges slow responses of the service.
     */
    public LiveTextSettings withPace(Duration unheard) {
        checkRange("live.pace", Objects.requireNonNull(unheard, "unheard"), Duration.ZERO, MAX_PACE);
        return with(copy -> copy.pace = unheard);
    }

    /** Returns the transport to the service. */
    public LiveTransport transport() {
        return values.transport;
    }

    /** Returns a copy with another transport to the service. */
    public LiveTextSettings withTransport(LiveTransport transport) {
        Objects.requireNonNull(transport, "transport");
        return with(copy -> copy.transport = transport);
    }

    /** Returns whether text is spoken again after its WebSocket was lost. */
    public boolean resend() {
        return values.resend;
    }

    /**
     * Returns a copy with another reaction to a WebSocket that was lost during the speech. True speaks the text again
     * from the first sentence whose audio had not arrived completely, which the service bills again. By default the
     * stream fails.
     *
     * <p>The {@link dev.parlando.network.RetryPolicy} of the engine applies: its number of attempts counts from the last
     * audio, with its delays and its budget. {@link dev.parlando.network.RetryPolicy#NONE} thus speaks nothing again. A text
     * is spoken again three times at most.
     */
    public LiveTextSettings withResend(boolean resend) {
        return with(copy -> copy.resend = resend);
    }

    /** Returns the maximum number of characters that are written but not yet sent. */
    public int capacityCharacters() {
        return values.capacityCharacters;
    }

    /** Returns a copy with another maximum number of characters that are written but not yet sent, 100 to 10,000,000. */
    public LiveTextSettings withCapacityCharacters(int characters) {
        checkRange("live.capacity_characters", characters, 100, 10_000_000);
        return with(copy -> copy.capacityCharacters = characters);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LiveTextSettings settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return "LiveTextSettings[segmenter=" + segmenter() + ", filter=" + filter() + ", quietTime=" + quietTime()
                + ", pace=" + pace() + ", transport=" + transport() + ", resend=" + resend() + ", capacityCharacters="
                + capacityCharacters() + "]";
    }

    private static final class Values {
        SegmenterSettings segmenter = SegmenterSettings.DEFAULT;
        Supplier<TextFilter> filter = TextFilters::markdown;
        Duration quietTime = Duration.ofMillis(250);
        Duration pace = Duration.ofSeconds(5);
        LiveTransport transport = LiveTransport.AUTO;
        boolean resend;
        int capacityCharacters = 20_000;

        Values copy() {
            Values copy = new Values();
            copy.segmenter = segmenter;
            copy.filter = filter;
            copy.quietTime = quietTime;
            copy.pace = pace;
            copy.transport = transport;
            copy.resend = resend;
            copy.capacityCharacters = capacityCharacters;
            return copy;
        }

        List<Object> all() {
            return List.of(segmenter, filter, quietTime, pace, transport, resend, capacityCharacters);
        }
    }
}
