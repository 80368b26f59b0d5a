package dev.parlando.micrometer.example;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.PlaybackMetrics;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.micrometer.EngineMeters;
import dev.parlando.micrometer.MicrometerRecorder;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures an engine with its governor and credits, and players. */
final class MicrometerExample implements AutoCloseable {
    private final MicrometerRecorder recorder;
    private final EngineMeters meters;
    final SpeechEngine engine;

    MicrometerExample(SpeechEngineBuilder builder, MeterRegistry registry) {
        recorder = new MicrometerRecorder(registry);
        SpeechMetrics metrics = new SpeechMetrics(recorder);
        CreditMeter credits = CreditMeter.create(CreditMeterSettings.DEFAULT);
        credits.addListener(metrics);
        engine = builder.listener(metrics).creditMeter(credits).build();
        engine.governor().addListener(metrics);
        meters = new EngineMeters(engine);
        meters.bindTo(registry);
        engine.account().subscription().thenAccept(metrics::onSubscription); // Repeat it, for example once an hour.
    }

    void measure(SpeechPlayer player) {
        player.addListener(new PlaybackMetrics(recorder));
    }

    @Override
    public void close() {
        engine.close();
        meters.close();
    }
}
// endregion
