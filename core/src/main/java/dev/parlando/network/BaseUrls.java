package dev.parlando.network;

import java.net.URI;

/**
 * Base URLs of the service. A data residency host has its own accounts: each host rejects the keys of another.
 *
 * <p>Stateless.
 */
public final class BaseUrls {
    /** Routes to the nearest region. */
    public static final URI GLOBAL = URI.create("https://api.elevenlabs.io");

    /** Stays in the United States. */
    public static final URI US = URI.create("https://api.us.elevenlabs.io");

    /** Keeps all data in the European Union. */
    public static final URI EU_RESIDENCY = URI.create("https://api.eu.residency.elevenlabs.io");

    /** Keeps all data in India. */
    public static final URI INDIA_RESIDENCY = URI.create("https://api.in.residency.elevenlabs.io");

    /** Keeps all data in Singapore. */
    public static final URI SINGAPORE_RESIDENCY = URI.create("https://api.sg.residency.elevenlabs.io");

    private BaseUrls() {}
}
