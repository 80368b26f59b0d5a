package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.interop.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Janus server on loopback with one AudioBridge room at 8 kHz, whose participants use plain RTP. */
final class JanusServer implements AutoCloseable {
    private static final String INSTALLED = "/usr/lib/x86_64-linux-gnu/janus";
    private static final String USED_PLUGIN = "libjanus_audiobridge.so";
    private static final String USED_TRANSPORT = "libjanus_http.so";
    private static final int ROOM = 7;
    /** Below the ports of {@link ServerProcess#freePort}. */
    private static final String RTP_PORTS = "18000-18100";

    private final String base;
    private final ServerProcess process;

    /** Starts a server whose configuration is written into the folder. */
    JanusServer(Path folder) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        base = "http://127.0.0.1:" + port + "/janus";
        Map<String, String> files = Map.of(
                "janus.jcfg",
                """
                general: { configs_folder = "%s"; plugins_folder = "%s/plugins"; transports_folder = "%s/transports"; }
                nat: { ice_lite = true; }
                plugins: { disable = "%s"; }
                transports: { disable = "%s"; }
                """
                        .formatted(
                                folder,
                                INSTALLED,
                                INSTALLED,
                                others("plugins", USED_PLUGIN),
                                others("transports", USED_TRANSPORT)),
                "janus.transport.http.jcfg",
                "general: { json = \"plain\"; http = true; port = " + port + "; ip = \"127.0.0.1\"; https = false; }",
                "janus.plugin.audiobridge.jcfg",
                """
                general: { local_ip = "127.0.0.1"; rtp_port_range = "%s"; }
                room-%d: { sampling_rate = 8000; allow_rtp_participants = true; record = false; }
                """
                        .formatted(RTP_PORTS, ROOM));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        process = ServerProcess.start(
                "janus",
                List.of(
                        "janus",
                        "-F",
                        folder.toString(),
                        "-C",
                        folder.resolve("janus.jcfg").toString()));
        process.awaitListening(port);
    }

    private static String others(String kind, String used) throws IOException {
        try (Stream<Path> libraries = Files.list(Path.of(INSTALLED, kind))) {
            return libraries
                    .map(library -> library.getFileName().toString())
                    .filter(name -> name.endsWith(".so") && !name.equals(used))
                    .collect(Collectors.joining(","));
        }
    }

    /**
     * Joins the room with a participant to whom Janus sends the mix of the others.
     *
     * @param port the port of the participant
     * @return the port of Janus for the participant's RTP
     */
    int join(int port) throws IOException {
        String session = base + "/" + id(post(base, "{'janus':'create','transaction':'t'}"));
        String handle = session + "/"
                + id(post(session, "{'janus':'attach','plugin':'janus.plugin.audiobridge','transaction':'t'}"));
        post(
                handle,
                "{'janus':'message','transaction':'t','body':{'request':'join','room':" + ROOM
                        + ",'codec':'pcmu','rtp':{'ip':'127.0.0.1','port':" + port + ",'payload_type':0}}}");
        String joined = read(connect(session));
        assertThat(joined).contains("\"joined\"");
        return (int) number(joined, "\"rtp\".*\"port\": (\\d+)");
    }

    private static HttpURLConnection connect(String address) throws IOException {
        return (HttpURLConnection) URI.create(address).toURL().openConnection();
    }

    private static String post(String address, String body) throws IOException {
        HttpURLConnection connection = connect(address);
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return read(connection);
    }

    private static String read(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long id(String response) {
        return number(response, "\"data\": ?\\{ ?\"id\": (\\d+)");
    }

    private static long number(String response, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(response);
        assertThat(matcher.find()).as(response).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Override
    public void close() {
        process.close();
    }
}
