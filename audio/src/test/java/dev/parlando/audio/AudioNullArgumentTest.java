package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.architecture.NullArgumentCheck;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.mix.Ducking;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.audio.resample.Resampler;
import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.audio.sink.DeviceFormats;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacePolicy;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.QueueingPacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.carrier.CarrierEvents;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierSamples;
import dev.parlando.audio.telephony.carrier.CarrierSocket;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that every public member of the audio module rejects null where it is passed. */
class AudioNullArgumentTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final PcmFormat STEREO = new PcmFormat(48_000, 2);

    /** Adds one object of each public class that has a method with an argument. */
    private static NullArgumentCheck withValues(NullArgumentCheck check) {
        PullSink pullSink = new PullSink(MONO, 100);
        Path file = Path.of("target", "null-arguments.wav");
        return check.samples(MONO, DeviceFormats.ANY, Ducking.of(-12))
                .samples(OutputFormat.PCM_24000, SpeechRequest.of("Hello"))
                .samples(
                        AudioDecoders.forFormat(OutputFormat.PCM_24000),
                        AudioDecoders.forFormat(OutputFormat.MP3_44100_128),
                        AudioDecoders.forFormat(OutputFormat.OPUS_48000_64),
                        AudioDecoders.forFormat(OutputFormat.WAV_24000))
                .samples(new FormatConverter(MONO, MONO), new FormatConverter(MONO, STEREO))
                .samples(Resampler.between(24_000, 24_000), Resampler.between(24_000, 48_000))
                .samples(pullSink, pullSink.packetReader(240))
                .samples(new NullSink(), VirtualClockSink.manual(100), new LineSink())
                .samples(new WavFileSink(file), new AtomicFile(file));
    }

    @Test
    void rejectsNullInEveryPublicMember() throws IOException {
        SpeechPlayerBuilder builder = SpeechPlayer.builder(FakeSpeechSource.direct());
        try (SpeechPlayer player = builder.sink(new NullSink()).open();
                Mixer mixer = Mixer.builder().sink(VirtualClockSink.manual(100)).build();
                PacketClock clock = PacketClock.create();
                TelephoneLeg leg = TelephoneLeg.builder(FakeSpeechSource.direct(), clock, packet -> {})
                        .open()) {
            NullArgumentCheck check = withValues(new NullArgumentCheck())
                    .samples(builder, player, player.say("Hello"))
                    .samples(Mixer.builder(), mixer, mixer.lane("speech"))
                    .samples(
                            MediaFormat.ULAW_8000,
                            PacePolicy.SKIP,
                            leg.statistics().lateness())
                    .samples(clock, leg, leg.say("Hello"))
                    .samples(TelephoneLeg.builder(FakeSpeechSource.direct(), clock, packet -> {}))
                    .samples(CarrierSamples.all())
                    .exempt(
                            PlaybackListener.class,
                            CarrierListener.class,
                            CarrierEvents.class,
                            CarrierSocket.class,
                            LegListener.class)
                    .exempt(PacketSink.class, QueueingPacketSink.class);
            List<Class<?>> types =
                    NullArgumentCheck.publicTypes(ArchitectureTest.AUDIO, ArchitectureTest.exportedPackages());
            assertThat(types).contains(SpeechPlayer.class, Mixer.class);
            assertThat(check.findings(types)).isEmpty();
        }
    }
}
