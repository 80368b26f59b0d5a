package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to Redis, with a certificate for the name localhost. */
@Tag("fleet")
class FleetTlsTest {
    private static final String ALIAS = "redis";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private KeyStore keys;
    private RedisServer redis;
    private int port;

    @BeforeEach
    void start() throws Exception {
        keys = createKeys();
        Path certificate = write(
                "certificate.pem", "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        Path key = write(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        redis = RedisServer.start(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no");
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    private KeyStore createKeys() throws Exception {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private Path write(String name, String kind, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    @Test
    void connectsIfCertificateHasNameOfHost() throws Exception {
        FleetSettings settings = FleetSettings.of(URI.create("rediss://localhost:" + port), "account")
                .withSslContext(trusting());

        assertThat(FleetFigures.read(settings).groups()).isEmpty();
    }

    @Test
    void rejectsCertificateOfAnotherHost() throws Exception {
        FleetSettings settings = FleetSettings.of(URI.create("rediss://127.0.0.1:" + port), "account")
                .withSslContext(trusting());

        assertThatThrownBy(() -> FleetFigures.read(settings))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void rejectsUnknownIssuer() {
        FleetSettings settings = FleetSettings.of(URI.create("rediss://localhost:" + port), "account");

        assertThatThrownBy(() -> FleetFigures.read(settings)).isInstanceOf(FleetException.class);
    }

    private SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore issuers = KeyStore.getInstance("PKCS12");
        issuers.load(null, null);
        issuers.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(issuers);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
