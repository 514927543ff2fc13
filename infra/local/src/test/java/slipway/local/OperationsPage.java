package slipway.local;

import java.util.SortedMap;
import java.util.SortedSet;

/** The part of the page that lists the operations, between two marker lines. */
record OperationsPage(String text) {
    private static final String BEGIN = "<!-- operations: written by a test, see above -->\n";
    private static final String END = "<!-- end of operations -->\n";
    private static final int WIDTH = 150;

    /** The same page, with these operations. */
    OperationsPage with(SortedMap<String, SortedSet<String>> operations) {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The page has lost the lines " + BEGIN + "and " + END);
        }
        return new OperationsPage(text.substring(0, begin + BEGIN.length()) + listed(operations) + text.substring(end));
    }

    private static String listed(SortedMap<String, SortedSet<String>> operations) {
        StringBuilder list = new StringBuilder();
        operations.forEach((service, names) -> list.append("- `")
                .append(service)
                .append("`: ")
                .append(wrapped(names))
                .append("\n"));
        return list.toString();
    }

    private static String wrapped(SortedSet<String> names) {
        StringBuilder lines = new StringBuilder();
        int width = 0;
        for (String name : names) {
            boolean full = width + name.length() > WIDTH;
            lines.append(width == 0 ? "" : full ? ",\n  " : ", ").append(name);
            width = (full ? 0 : width) + name.length() + 2;
        }
        return lines.toString();
    }
}
