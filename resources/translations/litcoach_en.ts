<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- The English plurals; all other English text stands in the source. make it with: pyside6-lrelease litcoach_en.ts -->
<TS version="2.1" language="en">
<context>
    <name>QueueStrip</name>
    <message numerus="yes">
        <source>%n word(s) to check</source>
        <translation>
            <numerusform>%n word to check</numerusform>
            <numerusform>%n words to check</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayScreen</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ShelfScreen</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultScreen</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeptLine</name>
    <message numerus="yes">
        <source>%n second(s) kept</source>
        <translation>
            <numerusform>%n second kept</numerusform>
            <numerusform>%n seconds kept</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhoScreen</name>
    <message numerus="yes">
        <source>There are %n more name(s). Type two letters of yours.</source>
        <translation>
            <numerusform>There is %n more name. Type two letters of yours.</numerusform>
            <numerusform>There are %n more names. Type two letters of yours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClassesPage</name>
    <message numerus="yes">
        <source>%n child(ren)</source>
        <translation>
            <numerusform>%n child</numerusform>
            <numerusform>%n children</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScoreStrip</name>
    <message numerus="yes">
        <source>words, %n error(s)</source>
        <translation>
            <numerusform>words, %n error</numerusform>
            <numerusform>words, %n errors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>setup</name>
    <message numerus="yes">
        <source>Too short: %n more letter(s) needed.</source>
        <translation>
            <numerusform>Too short: %n more letter needed.</numerusform>
            <numerusform>Too short: %n more letters needed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>expression</name>
    <message numerus="yes">
        <source>Usually %n word(s) between pauses.</source>
        <translation>
            <numerusform>Usually %n word between pauses.</numerusform>
            <numerusform>Usually %n words between pauses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The voice stayed within %n semitone(s).</source>
        <translation>
            <numerusform>The voice stayed within %n semitone.</numerusform>
            <numerusform>The voice stayed within %n semitones.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n long pause(s) inside phrases.</source>
        <translation>
            <numerusform>%n long pause inside phrases.</numerusform>
            <numerusform>%n long pauses inside phrases.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) said again.</source>
        <translation>
            <numerusform>%n word said again.</numerusform>
            <numerusform>%n words said again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) put in.</source>
        <translation>
            <numerusform>%n word put in.</numerusform>
            <numerusform>%n words put in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n word(s) put right.</source>
        <translation>
            <numerusform>%n word put right.</numerusform>
            <numerusform>%n words put right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n end(s) of a sentence</source>
        <translation>
            <numerusform>%n end of a sentence</numerusform>
            <numerusform>%n ends of sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n comma(s)</source>
        <translation>
            <numerusform>%n comma</numerusform>
            <numerusform>%n commas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question mark(s)</source>
        <translation>
            <numerusform>%n question mark</numerusform>
            <numerusform>%n question marks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exclamation mark(s)</source>
        <translation>
            <numerusform>%n exclamation mark</numerusform>
            <numerusform>%n exclamation marks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPreviewPage</name>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n passage</numerusform>
            <numerusform>%n passages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n text(s)</source>
        <translation>
            <numerusform>Add %n text</numerusform>
            <numerusform>Add %n texts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextsPage</name>
    <message numerus="yes">
        <source>%n text(s) are on the shelf now.</source>
        <translation>
            <numerusform>%n text is on the shelf now.</numerusform>
            <numerusform>%n texts are on the shelf now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TalksPage</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) to settle</source>
        <translation>
            <numerusform>%n message to settle</numerusform>
            <numerusform>%n messages to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterPreviewPage</name>
    <message numerus="yes">
        <source>%n child(ren)</source>
        <translation>
            <numerusform>%n child</numerusform>
            <numerusform>%n children</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n child(ren) stay as they are.</source>
        <translation>
            <numerusform>%n child stays as it is.</numerusform>
            <numerusform>%n children stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Growth</name>
    <message numerus="yes">
        <source>%n child(ren)</source>
        <translation>
            <numerusform>%n child</numerusform>
            <numerusform>%n children</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WorkingPage</name>
    <message numerus="yes">
        <source>About %n second(s) left</source>
        <translation>
            <numerusform>About %n second left</numerusform>
            <numerusform>About %n seconds left</numerusform>
        </translation>
    </message>
</context>
</TS>
