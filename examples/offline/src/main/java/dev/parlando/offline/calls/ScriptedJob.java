package dev.parlando.offline.calls;

import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.script.AnswerContent;
import dev.parlando.offline.script.AnswerPlan;
import dev.parlando.offline.script.ScriptedAudio;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one scripted answer: the whole body is made first, then sent with the delays and the fault of the
 * script. Threading: confined to the event loop, except the making of the body, which runs on a worker.
 */
final class ScriptedJob implements OfflineExchange.Listener {
    private static final System.Logger LOG = System.getLogger(ScriptedJob.class.getName());

    private final AnswerPlan plan;
    private final AcceptedSpeech call;
    private final OfflineExchange exchange;
    private final SpeechContext context;
    private final HttpHeaders headers;
    private final long startNanos;
    private byte[] body = {};
    private int sentBytes;
    private boolean faulty;
    private boolean waitingForClient;
    private boolean clientGone;

    /**
     * Creates a job.
     *
     * @param headers the headers of the service for this call
     */
    ScriptedJob(
            AnswerPlan plan,
            AcceptedSpeech call,
            OfflineExchange exchange,
            SpeechContext context,
            HttpHeaders headers) {
        this.plan = plan;
        this.call = call;
        this.exchange = exchange;
        this.context = context;
        this.headers = headers;
        startNanos = context.time().nanoTime();
        faulty = plan.fault() != null;
    }

    void start() {
        exchange.setListener(this);
        if (plan.content() instanceof AnswerContent.Body raw) {
            begin(raw.bytes(), true);
            return;
        }
        try {
            context.pool().execute(synthesizer -> {
                Runnable report = make(synthesizer);
                return () -> exchange.execute(report);
            });
        } catch (RejectedExecutionException e) {
            exchange.abort();
        }
    }

    private Runnable make(Supplier<FreeTtsSynthesizer> synthesizer) {
        try (BodySource source = open()) {
            boolean needsVoice = plan.content() instanceof AnswerContent.OfflineSpeech;
            byte[] made = collect(source, needsVoice ? synthesizer.get() : null);
            boolean sized = source.lengthBytes().isPresent();
            return () -> begin(made, sized);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "the scripted answer failed", e);
            return exchange::abort;
        }
    }

    private BodySource open() {
        if (plan.content() instanceof AnswerContent.Sound sound) {
            return wrap(ScriptedAudio.of(sound.samples(), call.format()));
        }
        if (plan.content() instanceof AnswerContent.Encoded encoded) {
            return wrap(ScriptedAudio.of(encoded.bytes(), call.format()));
        }
        return call.openBody(context.formats());
    }

    private BodySource wrap(ScriptedAudio audio) {
        return call.openBody(audio, audio.seconds());
    }

    @SuppressWarnings("NullAway") // Scripted audio uses no synthesiser.
    private static byte[] collect(BodySource source, @Nullable FreeTtsSynthesizer synthesizer) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (BodyChunk chunk = source.next(synthesizer); chunk != null; chunk = source.next(synthesizer)) {
            all.writeBytes(chunk.bytes());
        }
        return all.toByteArray();
    }

    private void begin(byte[] complete, boolean sized) {
        body = complete;
        if (sized || plan.fault() == AnswerFault.TRUNCATION) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        }
        after(plan.headerDelay(), this::sendHeaders);
    }

    private void sendHeaders() {
        if (clientGone || (faulty && plan.faultAtByte() == AnswerPlan.BEFORE_HEADERS && !survives())) {
            return;
        }
        if (context.latencyHeader() && !(plan.content() instanceof AnswerContent.Body)) {
            headers.set("tts-latency-ms", (context.time().nanoTime() - startNanos) / 1_000_000);
        }
        plan.headers().forEach(headers::set);
        exchange.sendHeaders(plan.status(), headers);
        exchange.flush();
        after(plan.bodyDelay(), this::sendBody);
    }

    /** Injects the fault, and returns whether the answer goes on. */
    private boolean survives() {
        faulty = false;
        AnswerFault fault = plan.fault();
        if (fault != null) {
            exchange.inject(fault);
        }
        return fault == AnswerFault.GO_AWAY;
    }

    private void sendBody() {
        while (!clientGone && exchange.isWritable()) {
            if (faulty && sentBytes >= plan.faultAtByte() && !survives()) {
                return;
            }
            if (sentBytes == body.length) {
                exchange.end();
                return;
            }
            sendChunk();
            boolean between = sentBytes < body.length && !(faulty && sentBytes >= plan.faultAtByte());
            if (between && !plan.chunkDelay().isZero()) {
                after(plan.chunkDelay(), this::sendBody);
                return;
            }
        }
        waitingForClient = !clientGone;
    }

    private void sendChunk() {
        int end = Math.min(sentBytes + plan.chunkBytes(), body.length);
        int limit = faulty ? (int) Math.min(end, plan.faultAtByte()) : end;
        exchange.write(Arrays.copyOfRange(body, sentBytes, limit));
        sentBytes = limit;
    }

    private void after(Duration delay, Runnable step) {
        if (delay.isZero()) {
            step.run();
        } else {
            context.time().schedule(step, delay.toNanos());
        }
    }

    @Override
    public void writable() {
        if (waitingForClient) {
            waitingForClient = false;
            sendBody();
        }
    }

    @Override
    public void clientGone() {
        clientGone = true;
    }
}
