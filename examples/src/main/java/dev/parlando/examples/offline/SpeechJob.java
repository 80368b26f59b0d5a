package dev.parlando.examples.offline;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves one request for speech: lets a worker make a little audio, sends it, and asks for more while the client reads.
 *
 * <p>Work and sending alternate. A client that stops reading stops the work: the job then holds a sentence of samples and
 * what the channel already took, but neither a worker nor a turn at the {@link RequestGate}. Threading: all fields belong
 * to the event loop, but for the source, which belongs to the step that is running.
 */
final class SpeechJob implements Exchange.Listener {
    private static final System.Logger LOG = System.getLogger(SpeechJob.class.getName());

    private final SpeechCall call;
    private final SpeechFormats formats;
    private final Exchange exchange;
    private final RequestGate gate;
    private final SynthesisPool pool;
    private final long startNanos = System.nanoTime();
    private final int inFlightAtStart;
    private @Nullable AudioSource source;
    private boolean started;
    private boolean parked;
    private boolean abandoned;

    SpeechJob(SpeechCall call, SpeechFormats formats, Exchange exchange, RequestGate gate, SynthesisPool pool) {
        this.call = call;
        this.formats = formats;
        this.exchange = exchange;
        this.gate = gate;
        this.pool = pool;
        inFlightAtStart = gate.enter();
    }

    void start() {
        exchange.listen(this);
        gate.takeTurn(this::step);
    }

    private void step() {
        if (abandoned) {
            finish();
            return;
        }
        try {
            pool.execute(this::work);
        } catch (RejectedExecutionException e) {
            exchange.abort();
            finish();
        }
    }

    private Runnable work(Supplier<FreeTtsSpeaker> voice) {
        Runnable result;
        try {
            AudioSource opened = source == null ? call.open(formats) : source;
            source = opened;
            byte[] bytes = opened.next(voice.get());
            result = bytes == null ? this::complete : () -> deliver(bytes);
        } catch (RuntimeException | Error e) {
            result = () -> fail(e);
        }
        Runnable report = result;
        return () -> exchange.execute(report);
    }

    private void deliver(byte[] bytes) {
        if (bytes.length > 0 && !abandoned) {
            send(bytes);
        }
        if (exchange.isWritable() || abandoned) {
            step();
        } else {
            parked = true;
            gate.endTurn();
        }
    }

    private void send(byte[] bytes) {
        if (!started) {
            started = true;
            exchange.start(headers());
        }
        exchange.write(bytes);
    }

    @Override
    public void writable() {
        if (parked) {
            parked = false;
            gate.takeTurn(this::step);
        }
    }

    @Override
    public void abandoned() {
        abandoned = true;
        // Otherwise a step or a turn is on its way and will see the flag.
        writable();
    }

    private void complete() {
        if (!abandoned) {
            exchange.end();
        }
        finish();
    }

    private void fail(Throwable cause) {
        LOG.log(System.Logger.Level.DEBUG, "speech failed", cause);
        if (started) {
            exchange.abort();
        } else if (!abandoned) {
            Refusal refusal = Refusal.of(
                    500, "internal_error", "internal_error", "internal_error", "The offline voice failed.", null);
            exchange.json(refusal.status(), refusal.body(), new DefaultHttpHeaders());
        }
        finish();
    }

    private void finish() {
        gate.endTurn();
        gate.leave();
        if (source != null) {
            source.close();
        }
    }

    private HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, call.contentType());
        headers.set("request-id", Ids.item());
        headers.set("history-item-id", call.logged() ? Ids.item() : "not_stored");
        headers.set("character-cost", call.characterCost());
        headers.set("current-concurrent-requests", inFlightAtStart);
        headers.set("maximum-concurrent-requests", RequestGate.MAX_RUNNING);
        headers.set("workspace-concurrent-requests", inFlightAtStart);
        if (source != null && source.lengthBytes().isPresent()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, source.lengthBytes().getAsLong());
            headers.set("tts-latency-ms", (System.nanoTime() - startNanos) / 1_000_000);
        }
        return headers;
    }
}
