package dev.parlando.jmonkeyengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.jme3.audio.AudioContext;
import com.jme3.audio.AudioNode;
import com.jme3.audio.AudioSource;
import com.jme3.audio.Listener;
import com.jme3.audio.lwjgl.LwjglAL;
import com.jme3.audio.lwjgl.LwjglALC;
import com.jme3.audio.lwjgl.LwjglEFX;
import com.jme3.audio.openal.ALAudioRenderer;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Speaks in the audio renderer of the engine, on OpenAL with a driver that writes a file. */
@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpenAlRendererTest {
    private static final Path FILE = Path.of("target", "openal.wav");

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final ALAudioRenderer renderer = new ALAudioRenderer(new LwjglAL(), new LwjglALC(), new LwjglEFX());

    /** Renders frames of a game until a condition holds. */
    private void render(BooleanSupplier until) {
        while (!until.getAsBoolean()) {
            renderer.update(0.01f);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Test
    void playsToneAtItsSpeedAndEndsWithPlayer() throws Exception {
        Files.deleteIfExists(FILE);
        renderer.initialize();
        renderer.setListener(new Listener());
        AudioContext.setAudioRenderer(renderer);
        AudioNode node = new AudioNode();
        node.setPositional(false);
        service.answer(SpeechAnswer.tone(Duration.ofMillis(500)));
        try (SpeechPlayer player = TalkingNpc.open(node, service.engine())) {
            Playback playback = player.say("Hello.");
            render(() -> playback.state().isDone());
            assertThat(playback.join().audioFrames()).isEqualTo(12_000);
        }
        render(() -> node.getStatus() == AudioSource.Status.Stopped);
        AudioContext.setAudioRenderer(null);
        renderer.cleanup();

        short[] heard = Tone.part(Tone.wav(FILE), 500);
        assertThat(heard.length / 48_000.0).isGreaterThan(0.45); // A busy machine may add gaps.
        assertThat(Tone.hertz(heard, 48_000)).isCloseTo(440, within(5.0));
    }
}
