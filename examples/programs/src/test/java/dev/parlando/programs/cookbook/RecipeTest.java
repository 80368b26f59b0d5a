package dev.parlando.programs.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.G711;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.programs.OfflineEngine;
import dev.parlando.programs.VirtualPlayback;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes of the cookbook against the offline server, and checks their results. */
@Timeout(180)
class RecipeTest {
    private static final float MUSIC = 0.125f;

    private static OfflineEngine offline;
    private static SpeechEngine engine;

    @BeforeAll
    static void start() {
        offline = OfflineEngine.start();
        engine = offline.engine();
    }

    @AfterAll
    static void stop() {
        offline.close();
    }

    private static SpeechPlayer player(AudioSink sink) {
        return SpeechPlayer.builder(engine).sink(sink).open();
    }

    @Test
    void speak() {
        MemorySink sink = new MemorySink();
        try (SpeechPlayer player = player(sink)) {
            assertThat(Speak.speak(player)).isFinite();
        }
        assertThat(sink.samples()).hasSizeGreaterThan(3 * 24_000);
    }

    @Test
    void liveAnswer() {
        AtomicLong bytes = new AtomicLong();
        SubmissionPublisher<String> tokens = new SubmissionPublisher<>();
        SpeechStream stream = LiveAnswer.speak(engine, tokens, chunk -> {
            bytes.addAndGet(chunk.remaining());
            return ChunkAction.CONTINUE;
        });
        List.of("It ", "is ", "**no", "on**.", " Ti", "me for a break.").forEach(tokens::submit);
        tokens.close();
        assertThat(stream.join().bytes()).isEqualTo(bytes.get()).isGreaterThan(24_000);
    }

    @Test
    void dialogueScene() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        try (SpeechPlayer player = player(sink)) {
            Playback scene = DialogueScene.perform(player, "KevinOfflineVoice001", "KevinOfflineVoice002");
            assertThat(scene.join().stopped()).isFalse();
            assertThat(scene.words())
                    .extracting(TimedWord::text)
                    .containsExactly("Hello", "again!", "Good", "to", "see", "you.");
            assertThat(scene.playedText()).endsWith("Hello again!\nGood to see you.");
        }
        assertThat(secondsOf(sink)).isGreaterThan(1.5);
    }

    private static double secondsOf(RecordingSink sink) {
        return sink.playedSamples().length / (double) sink.format().sampleRateHz();
    }

    @Test
    void streamToFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("line.mp3");

        long bytes = StreamToFile.save(engine, "Written while it arrives.", file);

        byte[] mp3 = Files.readAllBytes(file);
        assertThat(mp3).hasSize((int) bytes).hasSizeGreaterThan(10_000);
        assertThat(mp3[0] == (byte) 0xFF || mp3[0] == 'I').isTrue();
    }

    @Test
    void telephoneCall() {
        List<byte[]> packets = new CopyOnWriteArrayList<>();
        try (PacketClock clock = PacketClock.create();
                TelephoneCall call = new TelephoneCall(engine, clock, packets::add)) {
            LegUtterance greeting = call.announce("Please hold the line.");
            PlaybackResult result = greeting.join();
            assertThat(result.stopped()).isFalse();
            assertThat(packets)
                    .hasSizeGreaterThanOrEqualTo((int) (result.audioFrames() / 160))
                    .allMatch(packet -> packet.length == 160);
            assertThat(packets).anyMatch(packet -> Math.abs(G711.ulawToLinear(packet[80])) > 1000);

            LegUtterance interrupted = call.announce("One of our agents will be with you shortly.");
            call.onCallerSpeaks();
            assertThat(interrupted.join().stopped()).isTrue();
        }
    }

    @Test
    void gameMixer() {
        GameMixer mixer = new GameMixer();
        float loudest = 0;
        try (SpeechPlayer player = player(mixer.speech())) {
            CompletableFuture<PlaybackResult> over =
                    player.say("Out of the game's own mixer.").completion().toCompletableFuture();
            while (!over.isDone() && !Thread.currentThread().isInterrupted()) {
                float[] block = new float[2 * 960];
                Arrays.fill(block, MUSIC);
                mixer.mixInto(block);
                assertThat(block[0]).isEqualTo(block[1]);
                loudest = Math.max(loudest, Math.abs(block[960] - MUSIC));
            }
            assertThat(over).as("the playback before the time limit").isDone();
            assertThat(over.join().audioMillis()).isGreaterThan(500);
        }
        assertThat(loudest).isGreaterThan(0.05f);
        float[] afterwards = {MUSIC, MUSIC};
        mixer.mixInto(afterwards);
        assertThat(afterwards).containsExactly(MUSIC, MUSIC);
    }

    @Test
    void captionedFile(@TempDir Path folder) throws Exception {
        Path wav = folder.resolve("line.wav");
        Path srt = folder.resolve("line.srt");

        CaptionedFile.save(engine, "This is read, and heard. So is this.", wav, srt);

        assertThat(Files.size(wav)).isGreaterThan(50_000);
        assertThat(Files.readString(srt)).startsWith("1\n00:00:0").contains(" --> ", "This is read, and heard.");
    }

    @Test
    void interruption() throws Exception {
        String text =
                "Once upon a time there was a story that nobody ever heard to its end, however long they listened.";
        VirtualPlayback ear = new VirtualPlayback();
        try (SpeechPlayer player = player(ear.sink())) {
            Playback story = Interruption.tell(player, text);
            ear.play(40); // Two seconds of audio.

            String heard = ear.whileStopping(() -> Interruption.interrupt(story));

            assertThat(heard).startsWith("Once upon a").hasSizeLessThan(text.length() / 2);
            assertThat(text).startsWith(heard);
        }
    }

    @Test
    void severalVoices() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        long served = offline.server().load().served();
        try (Mixer mixer = Mixer.builder().sink(sink).build()) {
            SeveralVoices.patrol(engine, mixer);

            assertThat(mixer.lanes()).isEmpty();
        }
        assertThat(offline.server().load().served() - served).isEqualTo(2);
        assertThat(secondsOf(sink)).isGreaterThan(3);
        assertThat(sink.format().sampleRateHz()).isEqualTo(48_000);
    }

    @Test
    void voiceOfCharacter() {
        RecordingSink sink = RecordingSink.selfRunning(100);
        try (SpeechPlayer player = player(sink)) {
            assertThat(GameVoice.warn(player, level -> {})).isEqualTo(PlaybackEnd.COMPLETED);
            assertThat(player.gain()).isEqualTo(0.5);
        }
        assertThat(secondsOf(sink)).isGreaterThan(0.3);
    }

    @Test
    void speaksLinesConcurrently() {
        ServiceLoad before = offline.server().load();
        List<String> lines =
                IntStream.range(0, 30).mapToObj(i -> "Line " + i + ".").toList();

        List<byte[]> sounds = ManyAtOnce.speakAll(engine, lines);

        ServiceLoad after = offline.server().load();
        assertThat(sounds).hasSize(30).allMatch(sound -> sound.length > 1000);
        assertThat(after.served() - before.served()).isEqualTo(30);
        assertThat(after.refusedConcurrent()).isZero();
    }

    @Test
    void tracedCall() throws Exception {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        byte[] sound = TracedCall.speak(engine, "This call is part of a trace.", traceparent, Duration.ofMinutes(1));
        assertThat(sound.length).isGreaterThan(1000);
    }

    @Test
    void prefetch() throws Exception {
        RecordingSink sink = RecordingSink.selfRunning(100);
        CountDownLatch decoded = new CountDownLatch(1);
        try (SpeechPlayer alarms = player(sink)) {
            alarms.addListener(new PlaybackListener() {
                @Override
                public void onTimelineEvent(Playback playback, TimelineEvent moment) {
                    if (moment == TimelineEvent.FIRST_PCM) {
                        decoded.countDown();
                    }
                }
            });
            Playback ready = Prefetch.prepare(alarms, "Watch out!");

            assertThat(decoded.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(sink.playedSamples()).isEmpty();
            assertThat(ready.positionAudioFrames()).isZero();

            ready.resume();
            assertThat(ready.join().audioMillis()).isGreaterThan(300);
            assertThat(ready.state()).isEqualTo(PlaybackState.ENDED);
        }
    }

    @Test
    void memorySink() {
        MemorySink sink = new MemorySink();
        long audioFrames;
        try (SpeechPlayer player = player(sink)) {
            audioFrames = player.say("Kept in memory.").join().audioFrames();
        }
        short[] samples = sink.samples();
        assertThat(samples).hasSizeGreaterThanOrEqualTo((int) audioFrames);
        assertThat(IntStream.range(0, samples.length).anyMatch(i -> Math.abs(samples[i]) > 1000))
                .isTrue();
    }
}
