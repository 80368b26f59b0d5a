package dev.parlando.speech;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.live.ModelText;
import dev.parlando.text.FirstSegment;
import dev.parlando.text.Segmenter;
import dev.parlando.text.SegmenterSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The requests for a text above the limit of its model, divided between sentences. Each one names the request or the text
 * before it, if the model accepts that.
 *
 * <p>Threading: called by one thread at a time.
 */
final class LongTextRequests implements RequestSequence {
    /** The service accepts as many ids. */
    private static final int MAX_PREVIOUS_IDS = 3;

    private final SpeechRequest request;
    private final List<String> parts;
    private final boolean context;
    private final List<String> endedIds = new ArrayList<>();
    private int next;
    private boolean closed;

    private LongTextRequests(SpeechRequest request, List<String> parts) {
        this.request = request;
        this.parts = parts;
        this.context = ModelText.acceptsContext(request.modelId());
    }

    /** Returns the requests for a text that has to be divided; null if the model accepts it as one. */
    static @Nullable LongTextRequests of(SpeechRequest request) {
        int max = ModelText.maxCodePoints(request.modelId());
        String text = request.text();
        if (text.length() <= max || text.codePointCount(0, text.length()) <= max) {
            return null;
        }
        if (!request.outputFormat().isStreamed()) {
            throw new InvalidRequestException(
                    "text",
                    "is longer than the " + max + " characters of its model, and " + request.outputFormat()
                            + " is one file; use a streamed format such as pcm_44100, or several requests");
        }
        return new LongTextRequests(request, divide(request, max));
    }

    private static List<String> divide(SpeechRequest request, int max) {
        String languageCode = request.languageCode();
        Segmenter segmenter = new Segmenter(SegmenterSettings.DEFAULT
                .withLanguage(languageCode == null ? null : Locale.forLanguageTag(languageCode))
                .withFirstSegment(FirstSegment.SENTENCE));
        segmenter.append(request.text());
        segmenter.end();
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int size = 0;
        String segment;
        while ((segment = segmenter.poll()) != null) {
            int added = segment.codePointCount(0, segment.length());
            if (size + added > max && size > 0) {
                parts.add(part.toString());
                part.setLength(0);
                size = 0;
            }
            part.append(segment);
            size += added;
        }
        parts.add(part.toString());
        parts.removeIf(text -> !ModelText.hasSpeech(text, request.modelId()));
        return parts;
    }

    @Override
    public void onReadable(Runnable action) {
        action.run();
    }

    @Override
    public boolean waitsForEnd() {
        return context && !Boolean.FALSE.equals(request.enableLogging());
    }

    @Override
    public @Nullable SpeechRequest next(long nanoTime, @Nullable String endedRequestId) {
        if (state() != State.OPEN) {
            return null;
        }
        SpeechRequestBuilder part = request.toBuilder().text(parts.get(next)).timestamps(true);
        if (next > 0) {
            part.previousText = null;
            part.previousRequestIds = List.of();
            addContext(part, endedRequestId);
        }
        if (next + 1 < parts.size()) {
            part.nextText = null;
            part.nextRequestIds = List.of();
        }
        next++;
        return part.build();
    }

    private void addContext(SpeechRequestBuilder part, @Nullable String endedRequestId) {
        boolean ids = waitsForEnd() && endedRequestId != null;
        if (ids) {
            endedIds.add(endedRequestId);
            int from = Math.max(0, endedIds.size() - MAX_PREVIOUS_IDS);
            part.previousRequestIds = List.copyOf(endedIds.subList(from, endedIds.size()));
        } else if (context) {
            endedIds.clear(); // The ids would not be those of the parts directly before.
            part.previousText = ModelText.endOfPrevious(parts.get(next - 1));
        }
    }

    @Override
    public long nanosUntilNext(long nanoTime) {
        return Long.MAX_VALUE;
    }

    @Override
    public State state() {
        return closed || next >= parts.size() ? State.ENDED : State.OPEN;
    }

    @Override
    public @Nullable ParlandoException failure() {
        return null;
    }

    @Override
    public void close() {
        closed = true;
    }
}
