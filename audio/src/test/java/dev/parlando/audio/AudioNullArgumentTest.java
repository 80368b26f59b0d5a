package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.architecture.NullArgumentCheck;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.mix.Ducking;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackMetrics;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.audio.resample.Resampler;
import dev.parlando.audio.sink.AtomicFile;
import dev.parlando.audio.sink.DeviceFormats;
import dev.parlando.audio.sink.LineSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacePolicy;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.PacketSink;
import dev.parlando.audio.telephony.QueueingPacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.asterisk.AsteriskCodec;
import dev.parlando.audio.telephony.asterisk.AudioSocketCall;
import dev.parlando.audio.telephony.asterisk.AudioSocketHandler;
import dev.parlando.audio.telephony.asterisk.AudioSocketListener;
import dev.parlando.audio.telephony.asterisk.AudioSocketServer;
import dev.parlando.audio.telephony.asterisk.AudioSocketServerBuilder;
import dev.parlando.audio.telephony.carrier.CarrierClient;
import dev.parlando.audio.telephony.carrier.CarrierEvents;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierSamples;
import dev.parlando.audio.telephony.carrier.CarrierSocket;
import dev.parlando.audio.telephony.jambonz.JambonzServer;
import dev.parlando.audio.telephony.rtp.RtcpMode;
import dev.parlando.audio.telephony.rtp.RtpListener;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.audio.telephony.rtp.RtpSessionBuilder;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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
                .samples(new NullSink(), RecordingSink.manual(100), new LineSink())
                .samples(new WavFileSink(file), new AtomicFile(file));
    }

    /** Connects to the server as Asterisk does, and returns the call. */
    private static AudioSocketCall connect(
            Socket asterisk, AudioSocketServer server, BlockingQueue<AudioSocketCall> calls) throws Exception {
        asterisk.connect(server.address());
        byte[] uuid = new byte[19];
        uuid[0] = 1;
        uuid[2] = 16;
        asterisk.getOutputStream().write(uuid);
        return calls.take();
    }

    private static AudioSocketServerBuilder audioSocket(BlockingQueue<AudioSocketCall> calls) {
        return AudioSocketServer.builder(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), calls::add);
    }

    @Test
    void rejectsNullInEveryPublicMember() throws Exception {
        BlockingQueue<AudioSocketCall> calls = new LinkedBlockingQueue<>();
        RtpSessionBuilder rtp = RtpSession.builder(MediaFormat.ULAW_8000, "127.0.0.1", 9);
        SpeechPlayerBuilder builder = SpeechPlayer.builder(FakeSpeechSource.direct());
        try (SpeechPlayer player = builder.sink(new NullSink()).open();
                Mixer mixer = Mixer.builder().sink(RecordingSink.manual(100)).build();
                PacketClock clock = PacketClock.create();
                TelephoneLeg leg = TelephoneLeg.builder(FakeSpeechSource.direct(), clock, packet -> {})
                        .open();
                RtpSession session = rtp.open();
                AudioSocketServer server =
                        audioSocket(calls).timeout(Duration.ofMinutes(1)).start();
                JambonzServer jambonz =
                        JambonzServer.builder(FakeSpeechSource.direct()).start();
                CarrierClient client =
                        new CarrierClient(URI.create("ws://127.0.0.1:9"), AsteriskCodec::new, (call, start) -> {});
                Socket asterisk = new Socket()) {
            NullArgumentCheck check = withValues(new NullArgumentCheck())
                    .samples(builder, player, player.say("Hello"))
                    .samples(player.live(), LiveText.of(SpeechPlayer.defaultTemplate()))
                    .samples(Mixer.builder(), mixer, mixer.lane("speech"))
                    .samples(
                            MediaFormat.ULAW_8000,
                            PacePolicy.SKIP,
                            leg.statistics().lateness())
                    .samples(clock, leg, leg.say("Hello"))
                    .samples(TelephoneLeg.builder(FakeSpeechSource.direct(), clock, packet -> {}))
                    .samples(CarrierSamples.all())
                    .samples(client)
                    .samples(JambonzServer.builder(FakeSpeechSource.direct()), jambonz)
                    .samples(rtp, session, RtcpMode.OFF)
                    .samples(audioSocket(calls), server, connect(asterisk, server, calls))
                    .exempt(PlaybackListener.class, PlaybackMetrics.class, LegListener.class, RtpListener.class)
                    .exempt(CarrierListener.class, CarrierEvents.class, CarrierSocket.class)
                    .exempt(AudioSocketHandler.class, AudioSocketListener.class)
                    .exempt(PacketSink.class, QueueingPacketSink.class);
            List<Class<?>> types =
                    NullArgumentCheck.publicTypes(ArchitectureTest.AUDIO, ArchitectureTest.exportedPackages());
            assertThat(types).contains(SpeechPlayer.class, Mixer.class);
            assertThat(check.findings(types)).isEmpty();
        }
    }
}
