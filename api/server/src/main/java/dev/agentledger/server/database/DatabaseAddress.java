package dev.agentledger.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.client.SSLMode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one database is and how to get in, for both drivers alike.
 *
 * @param options connection options by their JDBC name; only those that both drivers know
 */
record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    Map<String, String> options) {

  static final String APPLICATION = "agent-ledger";

  private static final int DEFAULT_PORT = 5432;
  private static final String CONNECT_LIMIT_SECONDS = "5";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:|r2dbc:(?:pool:)?)?postgres(?:ql)?://"
              + "(?:(?<credentials>[^/?#]*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^\\[\\]/?#:@,\\s]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<database>[^/?#\\s]+)"
              + "(?:\\?(?<query>[^#\\s]*))?");

  private static final Map<String, String> OPTION_NAMES =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "currentschema", "currentSchema",
          "schema", "currentSchema");

  private static final Pattern SSL_MODES =
      Pattern.compile("disable|allow|prefer|require|verify-ca|verify-full");

  DatabaseAddress {
    options = Map.copyOf(options);
  }

  /** Reads the forms that people have at hand: libpq's, JDBC's and R2DBC's. */
  static DatabaseAddress parse(String url, @Nullable String user, @Nullable String password) {
    Matcher form = FORM.matcher(url.strip());
    if (!form.matches()) {
      throw malformed("LEDGER_DATABASE_URL is not the address of a PostgreSQL database", url);
    }
    var query = parameters(requireNonNullElse(form.group("query"), ""), url);
    var credentials = requireNonNullElse(form.group("credentials"), "").split(":", 2);
    var given = new TreeMap<String, String>();
    given.put("user", decoded(credentials[0], url));
    given.put("password", credentials.length == 2 ? decoded(credentials[1], url) : "");

    var options = new TreeMap<>(Map.of("sslmode", "prefer"));
    query.forEach(
        (name, value) -> {
          var option = OPTION_NAMES.get(name.toLowerCase(Locale.ROOT));
          if (option != null) {
            options.put(option, value);
          } else if (given.containsKey(name)) {
            given.put(name, value);
          } else {
            throw malformed(
                "LEDGER_DATABASE_URL has the parameter \"%s\", which is not supported"
                    .formatted(name),
                url);
          }
        });
    if (!SSL_MODES.matcher(requireNonNullElse(options.get("sslmode"), "")).matches()) {
      throw malformed("LEDGER_DATABASE_URL has an unknown sslmode", url);
    }
    var port = Integer.parseInt(requireNonNullElse(form.group("port"), "" + DEFAULT_PORT));
    if (port == 0 || port > 65535) {
      throw malformed("LEDGER_DATABASE_URL has no valid port", url);
    }
    return new DatabaseAddress(
        requireNonNullElse(form.group("host"), ""),
        port,
        decoded(requireNonNullElse(form.group("database"), ""), url),
        chosen(user, given.get("user")),
        chosen(password, given.get("password")),
        options);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/%s".formatted(host, port, URLEncoder.encode(database, UTF_8));
  }

  Properties jdbcProperties() {
    var properties = new Properties();
    properties.putAll(options);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", APPLICATION);
    properties.setProperty("connectTimeout", CONNECT_LIMIT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  PostgresqlConnectionConfiguration r2dbc() {
    var r2dbc =
        PostgresqlConnectionConfiguration.builder()
            .host(host.replaceAll("[\\[\\]]", ""))
            .port(port)
            .database(database)
            .username(user)
            .password(password)
            .applicationName(APPLICATION)
            .timeZone(TimeZone.getTimeZone("UTC"))
            .tcpKeepAlive(true);
    options.forEach(
        (name, value) -> {
          switch (name) {
            case "sslmode" -> r2dbc.sslMode(SSLMode.fromValue(value));
            case "sslrootcert" -> r2dbc.sslRootCert(value);
            case "sslcert" -> r2dbc.sslCert(value);
            case "sslkey" -> r2dbc.sslKey(value);
            case "currentSchema" -> r2dbc.schema(value);
            default -> throw new IllegalStateException("R2DBC has no option " + name);
          }
        });
    return r2dbc.build();
  }

  /** Connects once and tells what answered. */
  Answer probe() throws SQLException {
    try (var connection = DriverManager.getConnection(jdbcUrl(), jdbcProperties());
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select current_setting('server_version'), current_setting('server_encoding')")) {
      row.next();
      return new Answer(row.getString(1), row.getString(2));
    }
  }

  /** What a PostgreSQL says about itself. */
  record Answer(String version, String encoding) {}

  /** Never the password. */
  @Override
  public String toString() {
    return "postgresql://%s:%d/%s".formatted(host, port, database);
  }

  private static Map<String, String> parameters(String query, String url) {
    var parameters = new TreeMap<String, String>();
    for (var pair : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length == 2) {
        parameters.put(decoded(parts[0], url), decoded(parts[1], url));
      } else if (!pair.isEmpty()) {
        throw malformed("LEDGER_DATABASE_URL has a parameter without a value", url);
      }
    }
    return parameters;
  }

  private static String decoded(String text, String url) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException _) {
      throw malformed("LEDGER_DATABASE_URL has a broken %-escape", url);
    }
  }

  private static String chosen(@Nullable String setting, @Nullable String inUrl) {
    return setting != null && !setting.isBlank() ? setting : requireNonNullElse(inUrl, "");
  }

  private static DatabaseNotReady malformed(String problem, String url) {
    return new DatabaseNotReady(
        problem + ": " + withoutSecrets(url),
        "Write it as postgresql://host:5432/database (jdbc: and r2dbc: forms are understood too), "
            + "with user and password in LEDGER_DATABASE_USER and LEDGER_DATABASE_PASSWORD. "
            + "Supported parameters: sslmode, sslrootcert, sslcert, sslkey, currentSchema.");
  }

  private static String withoutSecrets(String url) {
    return url.replaceAll("//.*@", "//***@").replaceAll("(?i)(password=)[^&]*", "$1***");
  }
}
