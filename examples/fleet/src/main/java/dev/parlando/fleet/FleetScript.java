package dev.parlando.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script that Redis runs as one step, with the hash by which Redis stores it. Immutable.
 *
 * @param text the source in Lua
 * @param sha1 hash of the source
 */
record FleetScript(String text, String sha1) {
    /** Stores the report of an engine and returns its shares. */
    static final FleetScript EXCHANGE = load("exchange.lua");
    /** Reads the figures of an account. */
    static final FleetScript FIGURES = load("figures.lua");

    static FleetScript of(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return new FleetScript(text, HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static FleetScript load(String name) {
        try (InputStream in = FleetScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource: " + name);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
