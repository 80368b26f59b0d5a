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
    private @Nullable TextSegment segment;
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

    @Override
    public @Nullable SpeechRequest next(long nanoTime, @Nullable String previousEnded) {
        TextSegment next;
        while ((next = reader.next(nanoTime)) != null) {
            segment = next;
            if (!next.spoken().isBlank()) {
                return request(next.spoken());
            }
            sent(); // Nothing to speak.
        }
        return null;
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

    @Override
    public void sent() {
        TextSegment sent = segment;
        if (sent == null) {
            return;
        }
        segment = null;
        first &= sent.spoken().isBlank();
        reader.sent(sent);
        previous = ModelText.endOfPrevious(previous + sent.spoken());
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
