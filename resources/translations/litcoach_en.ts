<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- The English plurals; all other English text stands in the source. make it with: pyside6-lrelease litcoach_en.ts -->
<TS version="2.1" language="en">
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
</TS>
