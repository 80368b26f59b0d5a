package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.live.ModelText;
import dev.parlando.internal.live.WriterFailure;
import dev.parlando.text.LiveTextReader;
import dev.parlando.text.TextSegment;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The requests for a live text, one per segment. Each request names the text before it, if its model accepts that.
 *
 * <p>Threading: called by one thread at a time.
 */
final class LiveRequests implements RequestSequence {
    private final SpeechRequest template;
    private final LiveTextReader reader;
    private String previous;
    private long previousEnd;
    private boolean first = true;

    LiveRequests(SpeechRequest template, LiveTextReader reader) {
        this.template = template;
        this.reader = reader;
        this.previous = Objects.requireNonNullElse(template.previousText(), "");
    }

    @Override
    public void onReadable(Runnable action) {
        reader.onReadable(action);
    }

    /** The text counts as sent before its request is, because its times may arrive on another thread. */
    @Override
    public @Nullable SpeechRequest next(long nanoTime, @Nullable String previousEnded) {
        TextSegment segment = reader.next(nanoTime);
        if (segment == null) {
            return null;
        }
        SpeechRequest request = request(segment.spoken());
        addSent(segment);
        return request;
    }

    private SpeechRequest request(String text) {
        SpeechRequestBuilder builder = template.toBuilder().text(text).timestamps(true);
        if (!first) {
            builder.previousRequestIds = List.of();
        }
        if (ModelText.acceptsContext(template.modelId()) && !previous.isEmpty()) {
            builder.previousText(previous);
        }
        return builder.build();
    }

    private void addSent(TextSegment segment) {
        first = false;
        reader.sent(segment);
        String blank = segment.spokenStart() > previousEnd ? " " : ""; // Left out between two segments.
        previous = ModelText.endOfPrevious(previous + blank + segment.spoken());
        previousEnd = segment.spokenEnd();
    }

    @Override
    public long nanosUntilNext(long nanoTime) {
        return reader.nanosUntilQuiet(nanoTime);
    }

    @Override
    public State state() {
        return switch (reader.state()) {
            case OPEN -> State.OPEN;
            case ENDED, FAILED -> State.ENDED;
            case CANCELLED -> State.CANCELLED;
        };
    }

    @Override
    public @Nullable ParlandoException failure() {
        return WriterFailure.toException(reader.failure());
    }

    @Override
    public void close() {
        reader.close();
    }
}
