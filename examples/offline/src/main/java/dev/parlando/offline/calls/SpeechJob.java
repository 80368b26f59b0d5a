package dev.parlando.offline.calls;

import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.limits.SlotGrant;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one speech request. A worker generates a little audio, the event loop sends it, and the next step
 * starts while the client reads.
 *
 * <p>Generation and sending alternate. When the client stops reading, generation stops: the job then holds one sentence
 * of samples and the bytes in the channel, but no worker. Threading: all fields belong to the event loop, except the
 * source, which belongs to the running step.
 */
final class SpeechJob implements OfflineExchange.Listener {
    private static final System.Logger LOG = System.getLogger(SpeechJob.class.getName());

    private final AcceptedSpeech call;
    private final OfflineExchange exchange;
    private final SlotGrant grant;
    private final SpeechContext context;
    private final ResponsePacer pacer;
    private final long startNanos;
    private @Nullable BodySource source;
    private boolean started;
    private boolean stepRunning;
    private boolean waitingForClient;
    /** Written on the event loop. Workers read it to skip work for abandoned requests. */
    private volatile boolean clientGone;

    SpeechJob(AcceptedSpeech call, OfflineExchange exchange, SlotGrant grant, SpeechContext context) {
        this.call = call;
        this.exchange = exchange;
        this.grant = grant;
        this.context = context;
        pacer = new ResponsePacer(context.time(), context.pace());
        startNanos = context.time().nanoTime();
    }

    void start() {
        exchange.setListener(this);
        submitStep();
    }

    private void submitStep() {
        stepRunning = true;
        try {
            context.pool().execute(this::work);
        } catch (RejectedExecutionException e) {
            exchange.abort();
            releaseSource();
        }
    }

    private Runnable work(Supplier<FreeTtsSynthesizer> synthesizer) {
        Runnable report = clientGone ? this::releaseSource : produce(synthesizer);
        return () -> exchange.execute(report);
    }

    private Runnable produce(Supplier<FreeTtsSynthesizer> synthesizer) {
        try {
            BodySource opened = source == null ? call.openBody(context.formats()) : source;
            source = opened;
            BodyChunk chunk = opened.next(synthesizer.get());
            return chunk == null ? this::complete : () -> sendChunk(chunk);
        } catch (RuntimeException | Error e) {
            return () -> fail(e);
        }
    }

    private void sendChunk(BodyChunk chunk) {
        stepRunning = false;
        if (chunk.bytes().length > 0 && !clientGone) {
            send(chunk);
        }
        proceed();
    }

    private void send(BodyChunk chunk) {
        if (!started) {
            started = true;
            exchange.sendHeaders(headers());
        }
        exchange.write(chunk.bytes());
        pacer.recordSent(chunk.endSeconds());
    }

    private void proceed() {
        if (clientGone) {
            releaseSource();
        } else if (!exchange.isWritable()) {
            waitingForClient = true;
        } else if (pacer.delayNanos() > 0) {
            context.time().schedule(this::proceed, pacer.delayNanos());
        } else {
            submitStep();
        }
    }

    @Override
    public void writable() {
        if (waitingForClient) {
            waitingForClient = false;
            proceed();
        }
    }

    @Override
    public void clientGone() {
        clientGone = true;
        // Otherwise the running step will read the flag.
        if (!stepRunning) {
            releaseSource();
        }
    }

    private void complete() {
        if (!clientGone) {
            exchange.end();
        }
        releaseSource();
    }

    private void fail(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "speech failed", cause);
        if (started) {
            exchange.abort();
        } else if (!clientGone) {
            exchange.sendError(HttpErrorException.of(
                    500, "internal_error", "internal_error", "internal_error", "The offline voice failed.", null));
        }
        releaseSource();
    }

    /** Releases the audio source. The job does nothing afterwards. */
    private void releaseSource() {
        if (source != null) {
            source.close();
            source = null;
        }
    }

    /** Returns the headers of the service for a successful response. */
    static HttpHeaders headers(AcceptedSpeech call, SlotGrant grant) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, call.contentType());
        headers.set("request-id", RandomIds.itemId());
        headers.set("history-item-id", call.logged() ? RandomIds.itemId() : "not_stored");
        headers.set("character-cost", call.characterCost());
        grant.addHeadersTo(headers);
        return headers;
    }

    private HttpHeaders headers() {
        HttpHeaders headers = headers(call, grant);
        boolean file = source != null && source.lengthBytes().isPresent();
        if (source != null && file) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, source.lengthBytes().getAsLong());
        }
        if (file || context.latencyHeader()) {
            headers.set("tts-latency-ms", (context.time().nanoTime() - startNanos) / 1_000_000);
        }
        return headers;
    }
}
