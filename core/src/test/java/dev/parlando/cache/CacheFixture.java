package dev.parlando.cache;

import dev.parlando.fault.CollectingHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Requests, responses and a clock for tests of the cache. Safe for use from any thread. */
final class CacheFixture extends Clock {
    static final SpeechResponse RESPONSE = new SpeechResponse(
            "h2", true, "fingerprint", "audio/pcm", "request-1", "history-1", 17, 1, 2, 3, "region", "trace", 40);

    private final AtomicLong millis = new AtomicLong(1_000_000_000_000L);

    static SpeechRequest request(String text) {
        return SpeechRequest.builder(text)
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    /** A call and its handler. */
    record Call(SpeechStream stream, CollectingHandler handler) {
        byte[] audio() {
            handler.await();
            return handler.bytes();
        }
    }

    static Call call(SpeechSource source, SpeechRequest request) {
        CollectingHandler handler = new CollectingHandler();
        return new Call(source.stream(request, handler), handler);
    }

    void pass(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Override
    public long millis() {
        return millis.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
