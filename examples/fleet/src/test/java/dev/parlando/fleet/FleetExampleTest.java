package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests the example of the documentation. */
@Tag("fleet")
class FleetExampleTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    @Test
    void speaksAndCountsCharacters() {
        service.answer(SpeechAnswer.tone(Duration.ofMillis(100)));
        try (RedisServer redis = RedisServer.start();
                FleetExample example =
                        new FleetExample(service.engineBuilder(), FleetSettings.of(redis.uri(), "account"))) {
            assertThat(example.engine.collect(SpeechRequest.of("Good morning.")).audio())
                    .isNotEmpty();
            assertThat(example.fleet.isLeased()).isTrue();

            example.engine.close(); // Its listener has received the characters then.
            example.fleet.close(); // Its last exchange reports them.
            assertThat(FleetFigures.read(FleetSettings.of(redis.uri(), "account"))
                            .groups())
                    .flatExtracting(group -> group.characters().values())
                    .containsExactly(13L);
        }
    }
}
