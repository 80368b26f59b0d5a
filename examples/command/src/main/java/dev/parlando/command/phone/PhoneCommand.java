package dev.parlando.command.phone;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.asterisk.AsteriskCodec;
import dev.parlando.audio.telephony.asterisk.AudioSocketServer;
import dev.parlando.audio.telephony.carrier.CarrierCodec;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.carrier.TwilioCodec;
import dev.parlando.audio.telephony.carrier.TwilioSignature;
import dev.parlando.command.console.HostPort;
import dev.parlando.command.console.InterruptHook;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The {@code phone} verb: speaks into calls over RTP, AudioSocket, chan_websocket or Twilio, or for jambonz. */
@Command(
        name = "phone",
        description = "Speaks into telephone calls, a line of text after another, and hangs up.",
        sortOptions = false,
        footer = {
            "",
            "Each line is an utterance. A key that the caller presses discards the speech that is queued.",
            "TWILIO_AUTH_TOKEN holds the auth token of the Twilio account, and JAMBONZ_API_KEY the API key",
            "of the speech vendor in jambonz.",
            "",
            "Examples:",
            "  parlando phone --rtp 127.0.0.1:5004 --sdp call.sdp",
            "  parlando phone --rtp 127.0.0.1:5004 \"Hello\"",
            "  parlando phone --audiosocket 9092 @greeting.txt --calls 100 --json",
            "  parlando phone --twilio 8080 --public-url wss://calls.example.org \"Hello\"",
            "  parlando phone --jambonz 3000"
        })
public final class PhoneCommand implements Callable<Integer> {
    private static final String RTP = "--rtp";
    private static final String AUDIO_SOCKET = "--audiosocket";
    private static final String ASTERISK_WS = "--asterisk-ws";
    private static final String TWILIO = "--twilio";
    private static final String JAMBONZ = "--jambonz";

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "Text to speak; @FILE reads it from a file, - from standard input as it arrives.")
    private List<String> words = List.of();

    @Option(names = RTP, paramLabel = "HOST:PORT", description = "Call this receiver of RTP.")
    private @Nullable String rtp;

    @Option(
            names = AUDIO_SOCKET,
            paramLabel = "[HOST:]PORT",
            description = "Wait for calls of Asterisk over AudioSocket, on loopback without HOST.")
    private @Nullable String audioSocket;

    @Option(
            names = ASTERISK_WS,
            paramLabel = "[HOST:]PORT",
            description = "Wait for calls of Asterisk over chan_websocket, on loopback without HOST.")
    private @Nullable String asteriskWebSocket;

    @Option(
            names = TWILIO,
            paramLabel = "[HOST:]PORT",
            description = "Wait for calls of Twilio over WebSocket, in cleartext behind a proxy that ends TLS;"
                    + " on loopback without HOST.")
    private @Nullable String twilio;

    @Option(
            names = JAMBONZ,
            paramLabel = "[HOST:]PORT",
            description =
                    "Speak the text that jambonz sends, as its custom speech vendor, until Ctrl-C; in cleartext, on"
                            + " loopback without HOST.")
    private @Nullable String jambonz;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Refuse calls that Twilio has not signed. URL is the start of the wss URL in the TwiML.")
    private @Nullable String publicUrl;

    @Option(
            names = "--calls",
            paramLabel = "NUMBER",
            description = "End after this number of calls (default: 1); more may be concurrent.")
    private @Nullable Integer calls;

    @Option(names = "--format", paramLabel = "NAME", description = "Encoding of RTP: ulaw_8000 (default) or alaw_8000.")
    private @Nullable String format;

    @Option(
            names = "--sdp",
            paramLabel = "FILE",
            description = "Write the SDP text for the receiver of RTP; - is standard output. Without TEXT nothing else"
                    + " is done.")
    private @Nullable Path sdp;

    @Option(names = "--voice", paramLabel = "ID", description = "Voice, see 'parlando voices'; the first if not set.")
    private @Nullable String voice;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "Model, see 'parlando models' (default: eleven_flash_v2_5).")
    private @Nullable String model;

    @Option(names = "--json", description = "Print the measurements of each call as one line of JSON.")
    private boolean json;

    @Mixin
    private ServiceOptions options = new ServiceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception { // Of the first call that failed.
        checkCombination();
        if (jambonz != null) {
            return serveJambonz(HostPort.ofListener(JAMBONZ, jambonz));
        }
        if (rtp != null) {
            return callReceiver(HostPort.ofPeer(RTP, rtp));
        }
        if (audioSocket != null) {
            return answerAsterisk(HostPort.ofListener(AUDIO_SOCKET, audioSocket).resolve());
        }
        if (asteriskWebSocket != null) {
            return answerCarrier(AsteriskCodec::new, HostPort.ofListener(ASTERISK_WS, asteriskWebSocket), null);
        }
        HostPort address = HostPort.ofListener(TWILIO, Objects.requireNonNull(twilio));
        return answerCarrier(TwilioCodec::new, address, signature(address));
    }

    private int answerAsterisk(InetSocketAddress address) throws Exception {
        return speak(phoneCalls -> {
            AudioSocketServer server = AudioSocketCalls.listen(address, phoneCalls);
            announce(server.address());
            return server::close;
        });
    }

    private int answerCarrier(
            Supplier<? extends CarrierCodec> codecs, HostPort address, @Nullable TwilioSignature signature)
            throws Exception {
        return speak(phoneCalls -> {
            CarrierServer server = CarrierCalls.listen(codecs, address, signature, phoneCalls);
            announce(server.address());
            return server::close;
        });
    }

    private void checkCombination() {
        long ways = Arrays.asList(rtp, audioSocket, asteriskWebSocket, twilio, jambonz).stream()
                .filter(Objects::nonNull)
                .count();
        if (ways != 1) {
            throw new InvalidRequestException(
                    RTP,
                    "give " + (ways == 0 ? "one" : "only one") + " of "
                            + String.join(", ", RTP, AUDIO_SOCKET, ASTERISK_WS, TWILIO) + " and " + JAMBONZ);
        }
        require(rtp, RTP, "--format", format);
        require(rtp, RTP, "--sdp", sdp);
        require(twilio, TWILIO, "--public-url", publicUrl);
        if (jambonz != null) {
            refuse(JAMBONZ, "TEXT", words.isEmpty() ? null : words);
            refuse(JAMBONZ, "--calls", calls);
            refuse(JAMBONZ, "--json", json ? json : null);
        }
        if (calls != null && rtp != null) {
            throw new InvalidRequestException(
                    "--calls", "does not go with " + RTP + ", which is one call; leave it out");
        }
        if (calls != null && calls < 1) {
            throw new InvalidRequestException("--calls", calls + " is below 1");
        }
        if (json && isStandardOutput(sdp)) {
            throw new InvalidRequestException("--json", "does not go with --sdp -, which gets the standard output");
        }
    }

    private static void require(@Nullable Object needed, String neededName, String name, @Nullable Object value) {
        if (value != null && needed == null) {
            throw new InvalidRequestException(name, "is for " + neededName + "; leave it out");
        }
    }

    private static void refuse(String way, String name, @Nullable Object value) {
        if (value != null) {
            throw new InvalidRequestException(name, "does not go with " + way + ", whose calls are those of jambonz");
        }
    }

    private static boolean isStandardOutput(@Nullable Path file) {
        return file != null && file.toString().equals("-");
    }

    private int serveJambonz(HostPort address) throws Exception {
        String key = JambonzCalls.key(address);
        PrintWriter err = command().getErr();
        try (EngineSession service = options.open(System.getenv(), err)) {
            Completions.await(service.engine().warmUp());
            service.reportOffline(err);
            JambonzCalls.serve(service.engine(), address, key, voice, model, this::announce);
            return ExitCode.OK;
        }
    }

    private int callReceiver(HostPort peer) throws Exception {
        MediaFormat encoding = encoding();
        if (sdp != null && words.isEmpty()) {
            try (RtpDestination destination = RtpDestination.open(peer, encoding)) {
                writeSdp(destination, sdp);
            }
            return ExitCode.OK;
        }
        return speak(phoneCalls -> {
            RtpDestination destination = RtpDestination.open(peer, encoding);
            if (sdp != null) {
                writeSdp(destination, sdp);
            }
            destination.start(phoneCalls);
            return destination::close;
        });
    }

    private MediaFormat encoding() {
        return switch (format == null ? "ulaw_8000" : format) {
            case "ulaw_8000" -> MediaFormat.ULAW_8000;
            case "alaw_8000" -> MediaFormat.ALAW_8000;
            default ->
                throw new InvalidRequestException("--format", "'" + format + "' is neither ulaw_8000 nor alaw_8000");
        };
    }

    private void writeSdp(RtpDestination destination, Path file) {
        if (isStandardOutput(file)) {
            PrintWriter out = command().getOut();
            out.print(destination.sdp());
            out.flush();
        } else {
            destination.writeSdp(file);
        }
    }

    private @Nullable TwilioSignature signature(HostPort address) {
        if (publicUrl != null) {
            String token = System.getenv("TWILIO_AUTH_TOKEN");
            return TwilioSignature.of(publicUrl, token == null ? "" : token.strip());
        }
        if (!address.isLoopback()) {
            throw new InvalidRequestException(
                    "--public-url", "is missing; without it, " + address + " would accept calls from any program");
        }
        return null;
    }

    private void announce(InetSocketAddress address) {
        PrintWriter err = command().getErr();
        err.println("parlando: waiting for calls on "
                + new HostPort("", address.getAddress().getHostAddress(), address.getPort())
                + "; press Ctrl-C to stop");
        err.flush();
    }

    /** A transport that brings calls or makes one. */
    @FunctionalInterface
    private interface Transport {
        OpenTransport open(PhoneCalls calls);
    }

    /** An open transport, which hangs up all its calls when it is closed. */
    @FunctionalInterface
    private interface OpenTransport extends AutoCloseable {
        @Override
        void close();
    }

    private int speak(Transport transport) throws Exception {
        CallScript script = CallScript.of(words, System.in, voice, model);
        int count = calls == null ? 1 : calls;
        if (script.isLive() && count > 1) {
            throw new InvalidRequestException(
                    "--calls", "does not go with standard input, which one call can speak; use @FILE");
        }
        PrintWriter err = command().getErr();
        try (EngineSession service = options.open(System.getenv(), err);
                PacketClock clock = PacketClock.create()) {
            PhoneCalls phoneCalls = new PhoneCalls(service.engine(), clock, script, count, this::print);
            Completions.await(service.engine().warmUp()); // Fails before a call does.
            service.reportOffline(err);
            try (InterruptHook interrupt = new InterruptHook(phoneCalls::hangUp)) { // Before the first packet.
                return await(transport, phoneCalls, interrupt);
            }
        }
    }

    private static int await(Transport transport, PhoneCalls phoneCalls, InterruptHook interrupt) throws Exception {
        try (OpenTransport opened = transport.open(phoneCalls)) {
            phoneCalls.useTransport(opened::close);
            phoneCalls.await();
            return ExitCode.OK;
        } catch (ParlandoException error) {
            if (interrupt.raised()) {
                return ExitCode.SOFTWARE; // The process exits with the status of the signal, not with this value.
            }
            throw error;
        }
    }

    private void print(CallReport report) {
        if (json) {
            report.printJson(command().getOut());
        } else {
            report.print(command().getErr());
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }
}
