package dev.parlando.command.rotation;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Generates names for replacement keys. Stateless. */
final class KeyNameGenerator {
    private KeyNameGenerator() {}

    /** Returns a unique name: the name of the old key, the date, and a random suffix. */
    static String successorOf(@Nullable String oldName) {
        String stem = Objects.requireNonNullElse(oldName, "key").replaceFirst("-[0-9]{8}-[0-9a-f]{8}$", "");
        String day = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
        int random = RandomGenerator.getDefault().nextInt();
        return stem + "-" + day + "-" + HexFormat.of().toHexDigits(random);
    }
}
