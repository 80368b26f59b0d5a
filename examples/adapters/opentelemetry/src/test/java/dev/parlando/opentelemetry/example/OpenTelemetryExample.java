package dev.parlando.opentelemetry.example;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackMetrics;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.opentelemetry.EngineGauges;
import dev.parlando.opentelemetry.OpenTelemetryRecorder;
import dev.parlando.opentelemetry.TracedSpeech;
import io.opentelemetry.api.OpenTelemetry;

/** Measures and traces an engine and a player. */
final class OpenTelemetryExample implements AutoCloseable {
    private final SpeechEngine engine;
    private final EngineGauges gauges;
    private final TracedSpeech speech;
    private final SpeechPlayer player;

    OpenTelemetryExample(SpeechEngineBuilder builder, AudioSink sink, OpenTelemetry openTelemetry) {
        OpenTelemetryRecorder recorder = new OpenTelemetryRecorder(openTelemetry);
        SpeechMetrics metrics = new SpeechMetrics(recorder);
        engine = builder.listener(metrics).build();
        engine.governor().addListener(metrics);
        gauges = new EngineGauges(openTelemetry, engine);
        speech = new TracedSpeech(engine, openTelemetry);
        player = SpeechPlayer.builder(speech).sink(sink).open();
        player.addListener(new PlaybackMetrics(recorder));
    }

    /** Speaks in the trace of the caller. */
    Playback say(String text) {
        var options = speech.withCurrentContext(SpeechPlayer.DEFAULT_OPTIONS);
        return player.say(SpeechPlayer.defaultRequest(text), QueuePosition.LAST, options);
    }

    @Override
    public void close() {
        player.close();
        engine.close();
        gauges.close();
    }
}
// endregion
