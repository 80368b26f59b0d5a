package dev.parlando.micrometer.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("adapter")
class MicrometerExampleTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void measuresPlayedSpeech() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (MicrometerExample example = new MicrometerExample(service.engineBuilder(), registry)) {
            try (SpeechPlayer player = SpeechPlayer.builder(example.engine)
                    .sink(RecordingSink.selfRunning(100))
                    .open()) {
                example.measure(player);
                player.say("Good morning.").join();
            }
            assertThat(registry.get("parlando.streams").gauge().value()).isZero();
        }
        assertThat(registry.get("parlando.first_audible").timer().count()).isEqualTo(1);
        assertThat(registry.get("gen_ai.client.operation.duration").timer().count())
                .isEqualTo(1);
    }
}
