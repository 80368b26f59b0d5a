package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.CommandProcess.Result;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code phone} against a receiver of RTP, and compares the packets with the output of {@code say}. */
@Execution(ExecutionMode.CONCURRENT)
class PhoneTest {
    @TempDir
    private Path folder;

    /** Returns the audio that {@code say} writes for a line. */
    private byte[] said(String line, String format) throws IOException {
        Path out = folder.resolve("said." + format);
        Result result = CommandProcess.in(folder).run("say", line, "--format", format, "--out", out.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Files.readAllBytes(out);
    }

    @ParameterizedTest
    @CsvSource({"ulaw_8000, 0", "alaw_8000, 8"})
    void sendsEachLineUnchangedAndSaysGoodbye(String format, int payloadType) throws IOException {
        Path file = Files.writeString(folder.resolve("lines.txt"), "Good morning.\n\n  How are you?\n");
        try (UdpReceiver receiver = UdpReceiver.open()) {
            Result result = CommandProcess.in(folder)
                    .run("phone", "--rtp", receiver.address(), "--format", format, "--json", "@" + file);

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.errLines()).singleElement().asString().contains("offline voice");
            List<byte[]> packets = receiver.packets();
            assertThat(packets).allMatch(packet -> packet.length == 172 && (packet[1] & 0x7F) == payloadType);
            byte silence = payloadType == 0 ? (byte) 0xFF : (byte) 0xD5;
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            said.writeBytes(UdpReceiver.asPackets(said("Good morning.", format), silence));
            said.writeBytes(UdpReceiver.asPackets(said("How are you?", format), silence));
            assertThat(UdpReceiver.speechOf(packets, silence)).isEqualTo(said.toByteArray());
            assertThat(receiver.hasGoodbye()).isTrue();
            JsonNode report = result.json();
            assertThat(report.get("status").asText()).isEqualTo("ok");
            assertThat(report.get("call").asText()).isEqualTo(receiver.address());
            assertThat(report.get("packets").asInt()).isEqualTo(packets.size());
            assertThat(report.get("utterances").asInt()).isEqualTo(2);
            assertThat(report.get("marks_heard").asInt()).isEqualTo(2);
            assertThat(report.get("marks_cleared").asInt()).isZero();
            assertThat(report.get("lost_packets").asInt()).isZero();
            assertThat(report.get("late_p999_ms").asDouble())
                    .isGreaterThanOrEqualTo(report.get("late_p50_ms").asDouble());
            assertThat(report.get("message").isNull()).isTrue();
        }
    }

    @Test
    void speaksLinesOfStandardInputAsTheyArrive() throws IOException {
        try (UdpReceiver receiver = UdpReceiver.open()) {
            Process process = CommandProcess.in(folder).start("phone", "--rtp", receiver.address(), "-");
            try (BufferedWriter input = process.outputWriter()) {
                input.write("First.\n");
                input.flush();
                while (UdpReceiver.speechOf(List.of(receiver.next()), (byte) 0xFF).length == 0) {
                    assertThat(process.isAlive()).isTrue();
                }
                input.write("Second.\n");
            }
            List<String> err = process.errorReader().lines().toList();

            assertThat(CommandProcess.await(process)).as(err.toString()).isZero();
            assertThat(err).hasSize(5);
            assertThat(err.get(1)).isEqualTo("call " + receiver.address() + ": ok");
            assertThat(err.get(2)).contains("utterances  2; marks heard 2, cleared 0; clears 0");
            assertThat(err.get(3)).contains("lost 0");
            assertThat(err.get(4)).contains("p50 ", "p99.9 ");
        }
    }

    @Test
    void hangsUpAndReportsOnSignal() throws IOException {
        try (UdpReceiver receiver = UdpReceiver.open()) {
            Process process = CommandProcess.in(folder)
                    .start(folder.resolve("err"), "phone", "--rtp", receiver.address(), "--json", "-");
            receiver.next();

            process.toHandle().destroy(); // Unlike that of the process, it leaves the streams open.

            JsonNode report =
                    new JsonMapper().readTree(CommandProcess.reader(process).readLine());
            assertThat(CommandProcess.await(process)).isEqualTo(143);
            assertThat(report.get("status").asText()).isEqualTo("ended_early");
            assertThat(report.get("packets").asInt()).isPositive();
            assertThat(receiver.hasGoodbye()).isTrue();
        }
    }

    @Test
    void writesSdpWithoutCall() throws IOException {
        Result toFile = CommandProcess.in(folder).run("phone", "--rtp", "127.0.0.1:5004", "--sdp", "call.sdp");
        Result toOutput = CommandProcess.in(folder).run("phone", "--rtp", "127.0.0.1:5004", "--sdp", "-");

        assertThat(toFile.exitCode()).as(toFile.err()).isZero();
        assertThat(toFile.out() + toFile.err() + toOutput.err()).isEmpty();
        assertThat(folder.resolve("call.sdp")).hasContent(toOutput.out());
        assertThat(toOutput.out()).contains("m=audio 5004 RTP/AVP 0\r\n");

        Result noFolder = CommandProcess.in(folder).run("phone", "--rtp", "127.0.0.1:5004", "--sdp", "none/call.sdp");
        assertThat(noFolder.exitCode()).isEqualTo(1);
        assertThat(noFolder.errLines()).singleElement().asString().contains("none");
    }

    @Test
    void reportsFailureOfUtterance() throws IOException {
        try (UdpReceiver receiver = UdpReceiver.open()) {
            Result result = CommandProcess.in(folder)
                    .run("phone", "--rtp", receiver.address(), "--voice", "nosuchvoice", "--json", "Hello");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.errLines()).hasSize(2);
            assertThat(result.errLines().get(1)).startsWith("parlando: ").contains("nosuchvoice");
            assertThat(result.json().get("status").asText()).isEqualTo("failed");
            assertThat(result.errLines().get(1))
                    .endsWith(result.json().get("message").asText());
            assertThat(receiver.hasGoodbye()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "Hello => --rtp: give one of --rtp, --audiosocket, --asterisk-ws, --twilio and --jambonz",
                "--rtp h:1 --twilio 2 Hello => --rtp: give only one of",
                "--rtp 5004 Hello => --rtp: '5004' has no host",
                "--rtp localhost Hello => --rtp: 'localhost' is not HOST:PORT",
                "--rtp ::1:5004 Hello => --rtp: '::1:5004' is not HOST:PORT",
                "--rtp 127.0.0.1:65536 Hello => --rtp: port 65536 is above",
                "--rtp 127.0.0.1:0 --sdp - => --rtp: 0 is outside 1 to 65534",
                "--rtp 0.0.0.0:5004 --sdp - => --rtp: 0.0.0.0 is not the address of one peer",
                "--rtp 127.0.0.1:5004 => TEXT: is missing; give the words to say, @FILE, or -",
                "--rtp 127.0.0.1:5004 @none => TEXT: the file none cannot be read",
                "--rtp 127.0.0.1:5004 @FOLDER/blank => TEXT: has no line to say",
                "--rtp 127.0.0.1:5004 --format mp3_44100_128 Hello => --format: 'mp3_44100_128' is neither",
                "--rtp 127.0.0.1:5004 --voice a/b Hello => --voice: ",
                "--rtp 127.0.0.1:5004 --calls 2 Hello => --calls: does not go with --rtp",
                "--rtp 127.0.0.1:5004 --sdp - --json Hello => --json: does not go with --sdp -",
                "--rtp 127.0.0.1:5004 --public-url wss://h Hello => --public-url: is for --twilio",
                "--audiosocket 0 --sdp x Hello => --sdp: is for --rtp",
                "--audiosocket 0 --format ulaw_8000 Hello => --format: is for --rtp",
                "--audiosocket 0 --calls 0 Hello => --calls: 0 is below 1",
                "--audiosocket 0 --calls 2 - => --calls: does not go with standard input",
                "--twilio 0.0.0.0:0 Hello => --public-url: is missing; without it, 0.0.0.0:0 would accept calls",
                "--twilio 0 --public-url https://h Hello => --public-url: must begin with wss://",
                "--jambonz 0 Hello => TEXT: does not go with --jambonz",
                "--jambonz 0 --calls 2 => --calls: does not go with --jambonz",
                "--jambonz 0 --json => --json: does not go with --jambonz",
                "--jambonz 0 --format ulaw_8000 => --format: is for --rtp",
                "--jambonz 0.0.0.0:0 => JAMBONZ_API_KEY: is empty; without it, 0.0.0.0:0 would serve any program",
                "--twilio 0 --public-url wss://h Hello => TWILIO_AUTH_TOKEN: is empty",
            })
    void namesInvalidOptionInOneLine(String line, String words) throws IOException {
        Files.writeString(folder.resolve("blank"), "\n \n");
        List<String> arguments = new ArrayList<>(List.of("phone"));
        arguments.addAll(List.of(line.replace("FOLDER", folder.toString()).split(" ", -1)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Parlando.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));

        assertThat(err.toString().lines()).as(err.toString()).hasSize(1);
        assertThat(err.toString()).startsWith("parlando: " + words);
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
