package dev.parlando.web;

import dev.parlando.error.CapacityException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Copies one stream of speech into a response without blocking: it holds the stream while the response is not ready, and
 * the container resumes it.
 *
 * <p>Threading: the container calls the listener, first when the servlet has returned. The ring thread of the stream calls
 * the handler, which alone uses the output stream.
 */
final class SpeechWriter implements WriteListener, ChunkHandler {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final SpeechSource source;
    private final SpeechRequest speech;
    private final AsyncContext context;
    private final HttpServletResponse response;
    private final ServletOutputStream output;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile @Nullable SpeechStream stream;
    private volatile boolean ended;
    private volatile boolean failed;

    SpeechWriter(SpeechSource source, SpeechRequest speech, AsyncContext context, HttpServletResponse response)
            throws IOException {
        this.source = source;
        this.speech = speech;
        this.context = context;
        this.response = response;
        this.output = response.getOutputStream();
    }

    @Override
    public void onWritePossible() {
        SpeechStream running = stream;
        if (running == null) {
            start();
        } else if (ended) {
            complete();
        } else {
            running.resume();
        }
    }

    private void start() {
        try {
            stream = source.stream(speech, this);
        } catch (ParlandoException e) {
            onError(e);
        }
    }

    @Override
    public void onResponse(SpeechResponse headers) {
        response.setContentType(Objects.requireNonNullElse(headers.contentType(), "application/octet-stream"));
        response.setHeader("Cache-Control", "no-store");
    }

    @Override
    public ChunkAction onChunk(Chunk chunk) {
        try {
            while (chunk.remaining() > 0) {
                if (!output.isReady()) {
                    return ChunkAction.HOLD; // Until onWritePossible.
                }
                output.write(buffer, 0, chunk.read(buffer, 0, buffer.length));
            }
            if (output.isReady()) {
                output.flush();
            }
            return ChunkAction.CONTINUE;
        } catch (IOException e) {
            return ChunkAction.CANCEL; // The browser has left.
        }
    }

    @Override
    public void onEnd(SpeechResult result) {
        ended = true;
        if (failed || result.cancelled() || output.isReady()) {
            complete();
        }
    }

    @Override
    public void onError(ParlandoException error) {
        ended = true;
        if (!failed && !response.isCommitted()) {
            response.setStatus(status(error.category()));
            Duration wait = error instanceof CapacityException capacity ? capacity.retryAfter() : null;
            if (wait != null) {
                response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
            }
        }
        complete();
    }

    private static int status(ErrorCategory category) {
        return switch (category) {
            case INVALID_REQUEST -> HttpServletResponse.SC_BAD_REQUEST;
            case CAPACITY, CLOSED -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            default -> HttpServletResponse.SC_BAD_GATEWAY;
        };
    }

    /**
     * Called when the browser has left. The end of the cancelled stream completes the response, since the ring thread may
     * be writing to it.
     */
    @Override
    public void onError(Throwable failure) {
        failed = true;
        SpeechStream running = stream;
        if (running == null || ended) {
            complete();
        } else {
            running.cancel();
        }
    }

    private void complete() {
        if (completed.compareAndSet(false, true)) {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                // The container has completed it after an error.
            }
        }
    }
}
