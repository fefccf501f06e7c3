package ocelli.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ocelli.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every service's role, as {@code up} makes them, against every other service's database. */
class DatabasesIT {
  private static final String NOT_PERMITTED = "42501"; // PostgreSQL, insufficient_privilege

  @TempDir Path folder;

  @Test
  void role_atEveryOtherDatabase_isRefused() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder)) {
      Map<String, String> passwords = new HashMap<>();
      for (String name : Services.DATABASES) {
        passwords.put(name, Password.fresh());
        postgres.ensureDatabase(name, passwords.get(name));
        read(postgres.url(name), name, passwords.get(name), "create table secrets (value text)");
      }
      List<String> others = new ArrayList<>(Services.DATABASES);
      others.addAll(List.of("postgres", "template1"));
      for (String role : Services.DATABASES) {
        read(postgres.url(role), role, passwords.get(role), "select * from secrets");
        for (String database : others) {
          if (!database.equals(role)) {
            assertThatThrownBy(
                    () ->
                        read(
                            postgres.url(database),
                            role,
                            passwords.get(role),
                            "select * from secrets"))
                .as("%s at the database of %s", role, database)
                .isInstanceOfSatisfying(
                    SQLException.class,
                    refused -> assertThat(refused.getSQLState()).isEqualTo(NOT_PERMITTED));
          }
        }
      }
    }
  }

  private static void read(String url, String role, String password, String sql)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, role, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
