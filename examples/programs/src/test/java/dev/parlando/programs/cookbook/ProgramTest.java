package dev.parlando.programs.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.account.CreatedKey;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.ConnectionFault;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs that open the pages of the documentation against the offline voice. */
@Timeout(180)
class ProgramTest {
    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private static SpeechPlayer player(RecordingSink sink) {
        return SpeechPlayer.builder(service.engine()).sink(sink).open();
    }

    @Test
    void playbackControl() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        PcmFormat format;
        try (SpeechPlayer player = player(sink)) {
            format = PlaybackControl.giveDirections(player).format();
        }
        assertThat(format.millis(sink.playedSamples().length)).isGreaterThan(1500);
    }

    @Test
    void spokenWords() {
        String text = "Once upon a time there was a story that had no end.";
        try (SpeechPlayer player = player(RecordingSink.selfRunning(100))) {
            String played = SpokenWords.speakUntil(player, text, "there");

            assertThat(text).startsWith(played);
            assertThat(played).startsWith("Once upon a time");
        }
    }

    @Test
    void networkSettingsConnect() {
        assertThat(NetworkSettings.connect(service.engine())).isEqualTo("connected");
    }

    @Test
    void networkSettingsReportFailure() {
        service.server().connectionFault(ConnectionFault.REFUSED);

        assertThat(NetworkSettings.connect(service.engine()))
                .startsWith("TRANSPORT")
                .contains("refused");
    }

    @Test
    void limitMonitor() {
        assertThat(LimitMonitor.warn(service.engine())).isPositive();
    }

    @Test
    void sharedLimit() {
        assertThat(SharedLimit.speakWithBoth(service.engineBuilder(), service.engineBuilder()))
                .isBetween(1, 5);
    }

    @Test
    void engineMetrics() {
        try (SpeechEngine measured =
                service.engineBuilder().listener(new EngineMetrics()).build()) {
            measured.stream(SpeechRequest.of("Hello"), chunk -> ChunkAction.CONTINUE)
                    .join();

            assertThat(EngineMetrics.describe(measured.stats()))
                    .contains("inUse=")
                    .contains("0 running, 0 queued");
        }
    }

    @Test
    void keyFromFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("key");
        Files.writeString(file, "sk_first");
        SpeechEngineBuilder builder = SpeechEngine.builder().baseUrl(service.baseUri());
        try (SpeechEngine fromFile = KeyFromFile.open(builder, file)) {
            ApiKey second = ApiKey.of(service.apiKey());
            assertThat(fromFile.credentials().fingerprint()).isNotEqualTo(second.fingerprint());

            Files.writeString(file, second.reveal());
            fromFile.credentials().refresh().toCompletableFuture().join();

            assertThat(fromFile.credentials().fingerprint()).isEqualTo(second.fingerprint());
        }
    }

    @Test
    void accountOverview() {
        CreatedKey key = AccountOverview.createKey(service.engine().account(), "phone line")
                .join();

        assertThat(key.keyId()).isNotBlank();
        assertThat(key.secret().reveal()).isNotBlank();
    }

    @Test
    void decodedFile(@TempDir Path folder) throws Exception {
        File wav = folder.resolve("line.wav").toFile();

        DecodedFile.store(service.engine(), OutputFormat.OPUS_48000_64, wav);

        try (AudioInputStream samples = AudioSystem.getAudioInputStream(wav)) {
            assertThat(samples.getFormat().getSampleRate()).isEqualTo(48_000);
            assertThat(samples.getFrameLength()).isGreaterThan(48_000);
        }
    }

    @Test
    void servedVoice() {
        assertThat(ServedVoice.voiceNames(service.engine())).isNotEmpty().doesNotContainNull();
    }

    @Test
    void creditAlerts() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        try (SpeechEngine metered = service.engineBuilder().creditMeter(meter).build()) {
            assertThat(CreditAlerts.speak(metered, meter)).isPositive();
        }
    }
}
