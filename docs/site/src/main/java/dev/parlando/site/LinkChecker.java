package dev.parlando.site;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the links of a directory of HTML files that lead to no file or to no anchor. Stateless. */
final class LinkChecker {
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->|<script\\b[^>]*>.*?</script>");
    private static final Pattern LINK = Pattern.compile("<[^>]*?\\s(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile("<[^>]*?\\s(?:id|name)=\"([^\"]*)\"");
    private static final Pattern SCRIPT_SOURCE = Pattern.compile("<script\\b[^>]*?\\ssrc=\"([^\"]*)\"");

    private record Page(Set<String> links, Set<String> anchors) {
        static Page of(String html) {
            String text = COMMENT.matcher(html).replaceAll("");
            Set<String> links = all(LINK, text);
            links.addAll(all(SCRIPT_SOURCE, html));
            return new Page(links, all(ANCHOR, text));
        }

        private static Set<String> all(Pattern pattern, String html) {
            Set<String> found = new HashSet<>();
            pattern.matcher(html).results().forEach(match -> found.add(unescape(match.group(1))));
            return found;
        }
    }

    private LinkChecker() {}

    /** Returns a line for each broken link, with its page. */
    static List<String> check(Path site) throws IOException {
        Map<Path, Page> pages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".html")).toList()) {
                pages.put(file, Page.of(Files.readString(file)));
            }
        }
        List<String> broken = new ArrayList<>();
        pages.forEach((file, page) -> {
            for (String link : page.links()) {
                if (!isExternal(link) && !leadsSomewhere(site, file, link, pages)) {
                    broken.add(site.relativize(file).toString().replace('\\', '/') + ": " + link);
                }
            }
        });
        return broken;
    }

    private static boolean isExternal(String link) {
        return link.matches("(?:https?|mailto):.*");
    }

    private static boolean leadsSomewhere(Path site, Path file, String link, Map<Path, Page> pages) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? file : file.resolveSibling(decoded(path)).normalize();
        if (!target.startsWith(site) || !Files.isRegularFile(target)) {
            return false;
        }
        Page page = pages.get(target);
        return hash < 0 || page == null || page.anchors().contains(decoded(link.substring(hash + 1)));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String unescape(String attribute) {
        return attribute
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
