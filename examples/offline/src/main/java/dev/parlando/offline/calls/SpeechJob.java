package dev.parlando.offline.calls;

import dev.parlando.offline.api.Exchange;
import dev.parlando.offline.json.Ids;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.limits.Admission;
import dev.parlando.offline.synthesis.AudioSource;
import dev.parlando.offline.synthesis.FreeTtsSpeaker;
import dev.parlando.offline.synthesis.Piece;
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
 * what the channel already took, but no worker. Threading: all fields belong to the event loop, but for the source, which
 * belongs to the step that is running.
 */
final class SpeechJob implements Exchange.Listener {
    private static final System.Logger LOG = System.getLogger(SpeechJob.class.getName());

    private final SpeechCall call;
    private final Exchange exchange;
    private final Admission admission;
    private final Studio studio;
    private final Pace pace;
    private final long startNanos;
    private @Nullable AudioSource source;
    private boolean started;
    private boolean working;
    private boolean parked;
    /** Written on the event loop; read by workers too, to save themselves work that nobody wants. */
    private volatile boolean abandoned;

    SpeechJob(SpeechCall call, Exchange exchange, Admission admission, Studio studio) {
        this.call = call;
        this.exchange = exchange;
        this.admission = admission;
        this.studio = studio;
        pace = new Pace(studio.time(), studio.pace());
        startNanos = studio.time().nanoTime();
    }

    void start() {
        exchange.listen(this);
        step();
    }

    private void step() {
        working = true;
        try {
            studio.pool().execute(this::work);
        } catch (RejectedExecutionException e) {
            exchange.abort();
            finish();
        }
    }

    private Runnable work(Supplier<FreeTtsSpeaker> voice) {
        Runnable report = abandoned ? this::finish : make(voice);
        return () -> exchange.execute(report);
    }

    private Runnable make(Supplier<FreeTtsSpeaker> voice) {
        try {
            AudioSource opened = source == null ? call.open(studio.formats()) : source;
            source = opened;
            Piece piece = opened.next(voice.get());
            return piece == null ? this::complete : () -> deliver(piece);
        } catch (RuntimeException | Error e) {
            return () -> fail(e);
        }
    }

    private void deliver(Piece piece) {
        working = false;
        if (piece.bytes().length > 0 && !abandoned) {
            send(piece);
        }
        goOn();
    }

    private void send(Piece piece) {
        if (!started) {
            started = true;
            exchange.start(headers());
        }
        exchange.write(piece.bytes());
        pace.sent(piece.untilSeconds());
    }

    private void goOn() {
        if (abandoned) {
            finish();
        } else if (!exchange.isWritable()) {
            parked = true;
        } else if (pace.earlyNanos() > 0) {
            studio.time().schedule(this::goOn, pace.earlyNanos());
        } else {
            step();
        }
    }

    @Override
    public void writable() {
        if (parked) {
            parked = false;
            goOn();
        }
    }

    @Override
    public void abandoned() {
        abandoned = true;
        // Otherwise a step is on its way and will see the flag.
        if (!working) {
            finish();
        }
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
            exchange.refuse(Refusal.of(
                    500, "internal_error", "internal_error", "internal_error", "The offline voice failed.", null));
        }
        finish();
    }

    /** Gives back what the job holds; nothing of it works any more. */
    private void finish() {
        if (source != null) {
            source.close();
            source = null;
        }
    }

    private HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, call.contentType());
        headers.set("request-id", Ids.item());
        headers.set("history-item-id", call.logged() ? Ids.item() : "not_stored");
        headers.set("character-cost", call.characterCost());
        admission.addTo(headers);
        if (source != null && source.lengthBytes().isPresent()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, source.lengthBytes().getAsLong());
            headers.set("tts-latency-ms", (studio.time().nanoTime() - startNanos) / 1_000_000);
        }
        return headers;
    }
}
