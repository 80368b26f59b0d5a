package dev.parlando.interop;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Is what a server needs to answer as the speech service would: audio under the path of the call, and a certificate.
 *
 * @param folder holds everything, and whatever else a server wants to write
 * @param root the folder of documents
 * @param key the private key, as PEM
 * @param certificate the certificate, as PEM
 */
record Site(Path folder, Path root, Path key, Path certificate) {
    /** The voice whose speech is the document. */
    static final String VOICE = "voice1";

    private static final int AUDIO_BYTES = 3_000_000;

    static Site in(Path folder) throws Exception {
        Path root = folder.resolve("root");
        Path document = root.resolve("v1/text-to-speech/" + VOICE + "/stream");
        Files.createDirectories(document.getParent());
        Files.write(document, audio());
        X509Bundle bundle = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path key = Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
        Path certificate = Files.writeString(folder.resolve("certificate.pem"), bundle.getCertificatePEM());
        return new Site(folder, root, key, certificate);
    }

    /** Returns the bytes of the one document, always the same. */
    static byte[] audio() {
        byte[] audio = new byte[AUDIO_BYTES];
        new Random(11).nextBytes(audio);
        return audio;
    }
}
