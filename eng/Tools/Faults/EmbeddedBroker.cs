namespace CommonGround.Tools.Faults;

/// <summary>What goes wrong with the broker in the state file, as triggers on its tables. The state beside it goes on.</summary>
internal static class EmbeddedBroker
{
    /// <summary>Every tenth delivery comes twice, and every tenth up to a second later, so that others overtake it.</summary>
    public const string TwiceAndLate = """
        CREATE TRIGGER twice AFTER INSERT ON delivery WHEN abs(random()) % 10 = 0 BEGIN
          INSERT INTO event (topic, content, trace, published) SELECT topic, content, trace, published FROM event WHERE number = NEW.event;
          INSERT INTO delivery (event, app, topic, tries, due) VALUES (last_insert_rowid(), NEW.app, NEW.topic, 0, NEW.due);
        END;
        CREATE TRIGGER late AFTER INSERT ON delivery WHEN abs(random()) % 10 = 0 BEGIN
          UPDATE delivery SET due = due + abs(random()) % 1000 WHERE event = NEW.event AND app = NEW.app;
        END;
        """;

    /// <summary>It takes no event, and delivers none.</summary>
    public const string Down = """
        CREATE TRIGGER takes_none BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'the broker is out of reach'); END;
        CREATE TRIGGER delivers_none BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'the broker is out of reach'); END;
        CREATE TRIGGER settles_none BEFORE DELETE ON delivery BEGIN SELECT RAISE(ABORT, 'the broker is out of reach'); END;
        """;

    /// <summary>Ends <see cref="Down"/>.</summary>
    public const string Up = "DROP TRIGGER takes_none; DROP TRIGGER delivers_none; DROP TRIGGER settles_none;";
}
